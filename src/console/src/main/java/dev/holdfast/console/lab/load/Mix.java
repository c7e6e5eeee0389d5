package dev.holdfast.console.lab.load;

import dev.holdfast.tasks.TaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tasks that only sleep, on resources that they fight for. The same mix is the same tasks, in the same order.
 *
 * @param rate     how many a second; 0 for all at once
 * @param needs    how many of the resources each needs, no more than there are
 * @param shared   of a hundred needs, how many are shared
 * @param shortest seconds that a task takes at least
 * @param longest  and at most
 * @param failing  of a hundred tasks, how many fail when their time is over
 * @param attempts how often each may be tried
 */
public record Mix(long seed, int tasks, int rate, int resources, int needs, int shared, double shortest, double longest,
        int failing, int attempts) {
    private static final List<String> EXCLUSIVE = List.of("sync", "repack", "prune", "publish");
    private static final List<String> SHARED = List.of("verify", "statistics", "export");
    private static final int HUNDRED = 100;
    private static final double MILLIS = 1e3;

    /** Something to see in an empty database. */
    public static Mix demo() {
        return new Mix(5, 60, 0, 12, 2, 40, 2, 7, 0, 1);
    }

    /** All tasks, made one by one as they are taken. */
    public Stream<TaskRequest> requests() {
        var random = new Random(seed);
        return IntStream.range(0, tasks).mapToObj(i -> request(random));
    }

    private TaskRequest request(Random random) {
        var forItself = new ArrayList<String>();
        var withOthers = new ArrayList<String>();
        for (int resource : draw(random)) {
            (isOneOf(shared, random) ? withOthers : forItself).add("repo/%02d".formatted(resource));
        }
        String name = forItself.isEmpty()
                ? pick(SHARED, random)
                : withOthers.isEmpty() ? pick(EXCLUSIVE, random) : "mirror";
        double seconds = shortest + (longest - shortest) * random.nextDouble();
        TaskRequest task = TaskRequest.of(name)
                .handler("sleep")
                .exclusive(forItself.toArray(String[]::new))
                .shared(withOthers.toArray(String[]::new))
                .maxAttempts(attempts);
        return isOneOf(failing, random) ? failing(task, seconds) : sleeping(task, seconds);
    }

    private Set<Integer> draw(Random random) {
        var drawn = new LinkedHashSet<Integer>();
        while (drawn.size() < needs) {
            drawn.add(1 + random.nextInt(resources));
        }
        return drawn;
    }

    private static TaskRequest sleeping(TaskRequest task, double seconds) {
        return task.payload(String.format(Locale.ROOT, "{\"seconds\": %.3f}", seconds));
    }

    /** It would sleep for long, and is stopped at its time limit. */
    private static TaskRequest failing(TaskRequest task, double seconds) {
        return sleeping(task, Duration.ofHours(1).toSeconds())
                .timeLimit(Duration.ofMillis(Math.max(1, Math.round(seconds * MILLIS))));
    }

    private static boolean isOneOf(int ofHundred, Random random) {
        return random.nextInt(HUNDRED) < ofHundred;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
