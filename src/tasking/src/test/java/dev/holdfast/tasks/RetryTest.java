package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What failed or was canceled is submitted once more. */
class RetryTest extends DatabaseTest {
    @Test
    void aRetryHasTheSameRequestAndSaysWhatItRetries() throws Exception {
        long parent = submit(TaskRequest.of("parent"));
        long failed = fail(TaskRequest.of("work")
                .handler("handler")
                .payload("{\"depth\": null, \"big\": 12345678901234567890}")
                .exclusive("repo/A")
                .shared("repo/B")
                .priority(5)
                .maxAttempts(1)
                .parent(parent)
                .group("nightly")
                .backoff(Duration.ofMinutes(2))
                .timeLimit(Duration.ofHours(1))
                .uniqueKey("one"));

        Task retry = task(tasks.retry(failed));
        Task before = task(failed);

        assertThat(retry.state()).isEqualTo(TaskState.WAITING);
        assertThat(retry.payload()).isEqualTo(before.payload());
        assertThat(retry.options()).isEqualTo(before.options());
        assertThat(retry.options().backoffSeconds()).isEqualTo(120);
        assertThat(retry.parent()).isEqualTo(parent);
        assertThat(List.of(retry.summary().exclusive(), retry.summary().shared(), retry.summary().handler(),
                retry.summary().priority(), retry.summary().maxAttempts()))
                .isEqualTo(List.of(List.of("repo/A"), List.of("repo/B"), "handler", 5, 1));
        assertThat(retry.retryOf()).isEqualTo(failed);
        assertThat(before.retriedBy()).isEqualTo(retry.id());
        assertThat(before.state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void itWaitsItsTurnAtTheEndOfTheLine() throws Exception {
        long first = exclusive("repo/A");
        tasks.cancel(first);
        long second = exclusive("repo/A");
        long retry = tasks.retry(first);

        try (var worker = TestWorker.register(database.settings(), "w", "work")) {
            assertThat(worker.takeIds(9)).containsExactly(second);
            assertThat(tasks.why(retry)).contains("task " + second);
        }
    }

    @Test
    void whoeverRetriesATaskTwiceGetsTheSameRetry() {
        long canceled = exclusive("repo/A");
        tasks.cancel(canceled);

        List<Long> ids = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> tasks.retry(canceled)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(tasks.list(TaskFilter.all(), 9)).hasSize(2);
        tasks.cancel(ids.getFirst());
        assertThat(tasks.retry(ids.getFirst())).isNotEqualTo(ids.getFirst());
    }

    @Test
    void whatRunsOrCompletedOrIsUnknownIsNotRetried() throws Exception {
        long waiting = exclusive("repo/A");
        assertThatThrownBy(() -> tasks.retry(waiting)).isInstanceOf(InvalidInput.class)
                .hasMessage("task " + waiting + " has not ended");
        try (var worker = TestWorker.register(database.settings(), "w", "work")) {
            worker.complete(worker.take(1).getFirst());
        }
        assertThatThrownBy(() -> tasks.retry(waiting)).isInstanceOf(InvalidInput.class)
                .hasMessage("task " + waiting + " completed");
        assertThatThrownBy(() -> tasks.retry(99_999)).isInstanceOf(NotFound.class);
    }

    @Test
    void aUniqueKeyIsTakenAgainUnlessAnotherHasItNow() {
        TaskRequest keyed = TaskRequest.of("work").uniqueKey("daily", Duration.ofHours(1));
        long first = submit(keyed);
        tasks.cancel(first);
        assertThat(submit(keyed)).as("kept for its time").isEqualTo(first);

        long retry = tasks.retry(first);
        assertThat(retry).isNotEqualTo(first);
        assertThat(submit(keyed)).isEqualTo(retry);

        tasks.cancel(retry);
        long other = submit(TaskRequest.of("work").uniqueKey("daily"));
        assertThatThrownBy(() -> tasks.retry(retry)).isInstanceOf(InvalidInput.class)
                .hasMessage("task %d has the unique key of task %d", other, retry);
        assertThat(task(retry).retriedBy()).isNull();
    }

    @Test
    void aFilterFindsWhatWasNotRetriedYet() {
        List<Long> ids = Stream.of("a", "b", "c").map(name -> exclusive("repo/" + name)).toList();
        ids.forEach(tasks::cancel);
        tasks.retry(ids.get(1));

        TaskFilter canceled = TaskFilter.all().states(Set.of(TaskState.CANCELED));
        assertThat(tasks.ids(canceled.oldestFirst(), 9)).isEqualTo(ids);
        assertThat(tasks.ids(canceled.retryable(), 9)).containsExactly(ids.get(2), ids.get(0));
    }

    private long fail(TaskRequest request) throws Exception {
        long id = submit(request);
        try (var worker = TestWorker.register(database.settings(), "w", request.handler())) {
            worker.fail(worker.take(1).getFirst(), "no luck");
        }
        return id;
    }
}
