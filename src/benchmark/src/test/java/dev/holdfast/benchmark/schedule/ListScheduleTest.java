package dev.holdfast.benchmark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListScheduleTest {
    @Test
    void tasksWithoutResourcesFillAllWorkers() {
        List<BitSet> needs = Stream.generate(BitSet::new).limit(10).toList();
        assertThat(ListSchedule.makespan(needs, 1, 0.5)).isEqualTo(5);
        assertThat(ListSchedule.makespan(needs, 4, 0.5)).as("4 and 4 and 2").isEqualTo(1.5);
        assertThat(ListSchedule.makespan(needs, 100, 0.5)).isEqualTo(0.5);
        assertThat(ListSchedule.makespan(List.of(), 3, 0.5)).isZero();
    }

    @Test
    void tasksOfOneResourceRunOneByOne() {
        List<BitSet> needs = Stream.generate(() -> needs(7)).limit(6).toList();
        assertThat(ListSchedule.makespan(needs, 64, 2)).isEqualTo(12);
    }

    @Test
    void nobodyOvertakesOnAResourceEvenIfItIsFree() {
        // The third could start beside the first if it did not have to wait for the second, which waits for the first.
        assertThat(ListSchedule.makespan(List.of(needs(1, 2), needs(2, 3), needs(3, 4)), 2, 1)).isEqualTo(3);
    }

    @Test
    void theOldestReadyTaskGoesFirst() {
        // With two workers: 1 and 2 and then 3 beside 4, which is ready only after 1. Else 4 would come last and alone.
        assertThat(ListSchedule.makespan(List.of(needs(1), needs(2), needs(1), needs(1)), 2, 1)).isEqualTo(3);
        assertThat(ListSchedule.makespan(List.of(needs(1), needs(1), needs(2), needs(3), needs(4)), 2, 1)).isEqualTo(3);
    }

    /** Steps through time one task's length after the other, which is all that happens when all are equally long. */
    @Test
    void agreesWithARunInSteps() {
        var random = new Random(1);
        for (int run = 0; run < 200; run++) {
            int resources = 2 + random.nextInt(20);
            List<BitSet> needs = IntStream.range(0, 60)
                    .mapToObj(i -> needs(random.nextInt(resources), random.nextInt(resources)))
                    .toList();
            int workers = 1 + random.nextInt(12);
            assertThat(ListSchedule.makespan(needs, workers, 0.1)).isCloseTo(0.1 * steps(needs, workers), within(1e-9));
        }
    }

    private static int steps(List<BitSet> needs, int workers) {
        var left = new ArrayList<>(needs);
        int steps = 0;
        for (; !left.isEmpty(); steps++) {
            var started = new ArrayList<Integer>();
            var ahead = new BitSet();
            for (int i = 0; i < left.size(); i++) {
                if (started.size() < workers && !left.get(i).intersects(ahead)) {
                    started.add(i);
                }
                ahead.or(left.get(i));
            }
            started.reversed().forEach(i -> left.remove((int) i));
        }
        return steps;
    }

    private static BitSet needs(int... resources) {
        var set = new BitSet();
        IntStream.of(resources).forEach(set::set);
        return set;
    }
}
