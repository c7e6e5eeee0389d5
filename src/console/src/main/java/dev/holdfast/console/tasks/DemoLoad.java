package dev.holdfast.console.tasks;

import dev.holdfast.tasks.TaskRequest;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tasks that only sleep, on resources that they fight for: something to see in an empty database. Always the same. */
final class DemoLoad {
    static final int TASKS = 60;
    static final int RESOURCES = 12;
    private static final long SEED = 5;
    private static final List<String> EXCLUSIVE = List.of("sync", "repack", "prune", "publish");
    private static final List<String> SHARED = List.of("verify", "statistics", "export");

    private DemoLoad() {}

    static List<TaskRequest> requests() {
        var random = new Random(SEED);
        return IntStream.range(0, TASKS).mapToObj(i -> request(random)).toList();
    }

    /** Most need one resource for themselves, some share several, some copy from a shared one to another. */
    private static TaskRequest request(Random random) {
        List<String> resources = resources(random);
        int kind = random.nextInt(10);
        if (kind < 5) {
            return task(pick(EXCLUSIVE, random), random).exclusive(resources.getFirst());
        } else if (kind < 8) {
            return task(pick(SHARED, random), random)
                    .shared(resources.subList(0, 1 + random.nextInt(3)).toArray(String[]::new));
        }
        return task("mirror", random).shared(resources.get(0)).exclusive(resources.get(1));
    }

    private static TaskRequest task(String name, Random random) {
        return TaskRequest.of(name).handler("sleep").payload("{\"seconds\": " + (2 + random.nextInt(8)) + "}");
    }

    private static List<String> resources(Random random) {
        List<String> names = IntStream.rangeClosed(1, RESOURCES)
                .mapToObj("repo/%02d"::formatted)
                .collect(Collectors.toList());
        Collections.shuffle(names, random);
        return names;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
