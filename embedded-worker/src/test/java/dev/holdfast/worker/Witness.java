package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

/** The file to which {@link AppendHandler} appends: tells, apart from the database, what really ran and when. */
final class Witness {
    private final Path directory;
    private final Path file;

    Witness(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("witness");
    }

    /** From an attempt's first line to its last, in one process. */
    private record Span(String attempt, int first, int last) {
        Span until(Span line) {
            return new Span(attempt, first, line.last);
        }

        long task() {
            return Long.parseLong(attempt.substring(0, attempt.indexOf('.')));
        }
    }

    /** A task that runs for that time. */
    TaskRequest task(String name, int millis) {
        return TaskRequest.of(name)
                .handler("test-append")
                .payload("{\"file\": \"%s\", \"millis\": %d}".formatted(file, millis));
    }

    /** A task that runs until {@link #release} is called with its name. */
    TaskRequest heldTask(String name) {
        return TaskRequest.of(name)
                .handler("test-append")
                .payload("{\"file\": \"%s\", \"millis\": 0, \"until\": \"%s\"}".formatted(file, release(name, false)));
    }

    void release(String name) {
        release(name, true);
    }

    private Path release(String name, boolean now) {
        Path signal = directory.resolve("release-" + name);
        try {
            return now ? Files.createFile(signal) : signal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines an attempt has written. */
    long lines(long task, int attempt) {
        return lines().stream().filter(line -> line.startsWith(task + "." + attempt + "@")).count();
    }

    /** How many attempts of a task, in whatever process, have written. */
    long runs(long task) {
        return lines().stream().filter(line -> line.startsWith(task + ".")).distinct().count();
    }

    /** Waits until an attempt writes no more. */
    void awaitSilence(long task, int attempt) {
        var before = new AtomicLong(-1);
        await("the end of attempt " + attempt).during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(60))
                .until(() -> lines(task, attempt) == before.getAndSet(lines(task, attempt)));
    }

    /** Pairs of attempts that ran at once although their tasks, given by id, must not; two of one task never may. */
    List<String> overlaps(BiPredicate<Long, Long> conflict) {
        var overlaps = new ArrayList<String>();
        List<Span> spans = spans();
        for (int i = 0; i < spans.size(); i++) {
            Span one = spans.get(i);
            for (int j = i + 1; j < spans.size() && spans.get(j).first < one.last; j++) {
                Span other = spans.get(j);
                if (one.task() == other.task() || conflict.test(one.task(), other.task())) {
                    overlaps.add("attempts %s and %s ran at once".formatted(one.attempt, other.attempt));
                }
            }
        }
        return overlaps;
    }

    /** In the order of their first lines. */
    private List<Span> spans() {
        var spans = new LinkedHashMap<String, Span>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            spans.merge(lines.get(i), new Span(lines.get(i), i, i), Span::until);
        }
        return List.copyOf(spans.values());
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
