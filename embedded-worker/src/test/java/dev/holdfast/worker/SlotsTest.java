package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.handlers.TaskContext;
import dev.holdfast.workers.Claimed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final int COUNT = 4;
    /** After so many the slots know that they are quick. */
    private static final int MANY = 2_000;

    private final CountDownLatch open = new CountDownLatch(1);
    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final Slots slots = new Slots(COUNT, Handlers.of(List.of(new Quick(), new Slow())), Duration.ofSeconds(1),
            () -> {}, () -> {});

    @AfterEach
    void letThemEnd() {
        open.countDown();
    }

    @Test
    void tasksThatMayTakeLongAllStartAtOnce() {
        slots.start(List.of(slow(1), slow(2), slow(3), slow(4)));
        await().until(() -> running.size() == COUNT);
    }

    @Test
    void aSlowTaskAmongQuickOnesHoldsUpNobody() {
        runManyQuickOnes();
        slots.start(List.of(slow(1), quick(2), slow(3), quick(4)));
        await().until(() -> running.equals(Set.of(1L, 3L)));
        assertThat(ended(2)).containsExactlyInAnyOrder(2L, 4L);

        slots.start(List.of(slow(5), slow(6)));
        await().until(() -> running.size() == COUNT);
        open.countDown();
        assertThat(ended(COUNT)).containsExactlyInAnyOrder(1L, 3L, 5L, 6L);
    }

    @Test
    void noMoreRunAtOnceThanThereAreSlots() {
        runManyQuickOnes();
        slots.start(LongStream.range(0, 3 * COUNT).mapToObj(id -> task(id, "slow", id >= COUNT)).toList());
        await().until(() -> running.size() == COUNT);
        await().during(Duration.ofMillis(100)).until(() -> running.size() == COUNT);
        open.countDown();
        assertThat(ended(3 * COUNT)).hasSize(3 * COUNT);
    }

    private void runManyQuickOnes() {
        for (long id = 0; id < MANY; id += COUNT) {
            slots.start(LongStream.range(id, id + COUNT).mapToObj(SlotsTest::quick).toList());
            assertThat(ended(COUNT)).hasSize(COUNT);
            slots.extra();
        }
    }

    private Collection<Long> ended(int count) {
        var ids = new ArrayList<Long>();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            for (RunningTask task : slots.ended()) {
                slots.remove(task);
                ids.add(task.id());
            }
            return ids.size() >= count;
        });
        return ids;
    }

    private static Claimed quick(long id) {
        return task(id, "quick", false);
    }

    private static Claimed slow(long id) {
        return task(id, "slow", false);
    }

    private static Claimed task(long id, String handler, boolean batch) {
        return new Claimed(id, handler, handler, 1, 1, "{}", null, null, batch, false, false);
    }

    private static final class Quick implements Handler {
        @Override
        public String name() {
            return "quick";
        }

        @Override
        public String run(TaskContext task) {
            return "{}";
        }
    }

    /** Ends when it may. */
    private final class Slow implements Handler {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String run(TaskContext task) throws InterruptedException {
            running.add(task.id());
            open.await();
            running.remove(task.id());
            return "{}";
        }
    }
}
