package dev.holdfast.benchmark.seed;

import dev.holdfast.tasks.TaskRequest;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tasks that are submitted one after the other, as fast as one thread can.
 *
 * @param needs   how many of the resources each has for itself
 * @param seconds how long each takes
 */
record Burst(int tasks, int resources, int needs, double seconds) {
    /** The needs of each, in order. */
    List<BitSet> draw(Random random) {
        return IntStream.range(0, tasks).mapToObj(i -> {
            var drawn = new BitSet(resources);
            while (drawn.cardinality() < needs) {
                drawn.set(random.nextInt(resources));
            }
            return drawn;
        }).toList();
    }

    TaskRequest request(BitSet drawn) {
        return TaskRequest.of("sleep")
                .payload(String.format(Locale.ROOT, "{\"seconds\": %s}", seconds))
                .exclusive(drawn.stream().mapToObj(i -> "bench/" + i).toArray(String[]::new));
    }
}
