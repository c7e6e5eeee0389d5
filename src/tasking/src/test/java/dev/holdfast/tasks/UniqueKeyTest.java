package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniqueKeyTest extends DatabaseTest {
    private static final TaskRequest NIGHTLY = TaskRequest.of("work").uniqueKey("nightly");

    @Test
    void aSecondTaskWithTheKeyMeetsTheFirstWhileThatIsUnfinished() throws SQLException {
        Submitted first = tasks.submitOrMeet(NIGHTLY);
        assertThat(first.met()).isFalse();
        assertThat(tasks.submitOrMeet(NIGHTLY.priority(9))).isEqualTo(new Submitted(first.id(), true));
        assertThat(tasks.submitOrMeet(TaskRequest.of("work").uniqueKey("weekly")).met()).isFalse();
        try (TestWorker worker = TestWorker.register(database.settings(), "w", "work")) {
            Claimed task = worker.take(1).getFirst();
            assertThat(task.key()).isEqualTo("nightly");
            assertThat(tasks.submitOrMeet(NIGHTLY).met()).isTrue();
            worker.complete(task);
        }
        Submitted next = tasks.submitOrMeet(NIGHTLY);
        assertThat(next.met()).isFalse();
        assertThat(tasks.cancel(next.id())).isEqualTo(TaskState.CANCELED);
        assertThat(tasks.submitOrMeet(NIGHTLY).met()).isFalse();
    }

    @Test
    void forItsPeriodTheKeyIsTakenAlthoughTheTaskHasEnded() {
        TaskRequest request = TaskRequest.of("work").uniqueKey("once", Duration.ofMillis(500));
        long first = submit(request);
        tasks.cancel(first);
        assertThat(tasks.submitOrMeet(TaskRequest.of("work").uniqueKey("hour", Duration.ofHours(1))).met()).isFalse();
        await().until(() -> !tasks.submitOrMeet(request).met());
        assertThat(tasks.find(first)).isPresent();
    }

    @Test
    void ofManyAtOnceOneIsNew() throws Exception {
        for (int round = 0; round < 10; round++) {
            TaskRequest request = TaskRequest.of("work").uniqueKey("key " + round);
            List<Submitted> results = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(6)) {
                List<Future<Submitted>> calls = IntStream.range(0, 6)
                        .mapToObj(i -> threads.submit(() -> tasks.submitOrMeet(request)))
                        .toList();
                for (Future<Submitted> call : calls) {
                    results.add(call.get());
                }
            }
            assertThat(results).filteredOn(one -> !one.met()).hasSize(1);
            assertThat(results).extracting(Submitted::id).containsOnly(results.getFirst().id());
        }
    }

    @Test
    void whatRollsBackGivesTheKeyBack() throws Exception {
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            Tasks.submit(connection, NIGHTLY);
            CompletableFuture<Submitted> second = CompletableFuture.supplyAsync(() -> tasks.submitOrMeet(NIGHTLY));
            awaitBlocked();
            connection.rollback();
            assertThat(second.get().met()).isFalse();
        }
    }

    @Test
    void ofManyInOneCallEachSaysWhetherItIsNew() throws SQLException {
        long first = submit(NIGHTLY);
        List<Submitted> results = tasks.submitOrMeet(List.of(TaskRequest.of("work"), NIGHTLY,
                TaskRequest.of("work").uniqueKey("other"), TaskRequest.of("work").uniqueKey("other")));
        assertThat(results).extracting(Submitted::met).containsExactly(false, true, false, true);
        assertThat(results.get(1).id()).isEqualTo(first);
        assertThat(results.get(3).id()).isEqualTo(results.get(2).id());
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.tasks")).isEqualTo(3);
        assertThat(value(Long.class, "SELECT holdfast.submit('work', unique_key => 'nightly')")).isEqualTo(first);
    }
}
