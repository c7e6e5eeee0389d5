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
import java.util.Map;
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
    private record Span(int first, int last) {
        boolean overlaps(Span other) {
            return first < other.last && other.first < last;
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
        Map<String, Span> spans = spans();
        spans.forEach((one, span) -> spans.forEach((other, otherSpan) -> {
            if (span.overlaps(otherSpan) && one.compareTo(other) < 0
                    && (task(one) == task(other) || conflict.test(task(one), task(other)))) {
                overlaps.add("attempts %s and %s ran at once".formatted(one, other));
            }
        }));
        return overlaps;
    }

    private Map<String, Span> spans() {
        var spans = new LinkedHashMap<String, Span>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            spans.merge(lines.get(i), new Span(i, i), (known, line) -> new Span(known.first, line.last));
        }
        return spans;
    }

    private static long task(String attempt) {
        return Long.parseLong(attempt.substring(0, attempt.indexOf('.')));
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
