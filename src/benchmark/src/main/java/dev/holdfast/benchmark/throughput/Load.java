package dev.holdfast.benchmark.throughput;

import dev.holdfast.tasks.TaskRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the tasks of a run need. */
enum Load {
    /** Nothing. */
    FREE,
    /** Each two of 128 resources, for itself. */
    EXCLUSIVE;

    private static final TaskRequest NO_OP = TaskRequest.of("sleep").payload("{\"seconds\": 0}");
    private static final int RESOURCES = 128;

    List<TaskRequest> requests(int count, Random random) {
        return IntStream.range(0, count).mapToObj(i -> this == FREE ? NO_OP : twoOf(random)).toList();
    }

    private static TaskRequest twoOf(Random random) {
        int one = random.nextInt(RESOURCES);
        int other = (one + 1 + random.nextInt(RESOURCES - 1)) % RESOURCES;
        return NO_OP.exclusive("bench/" + one, "bench/" + other);
    }
}
