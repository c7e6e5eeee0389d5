package dev.holdfast.console.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import dev.holdfast.workers.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings from a real database. */
class SnapshotReaderTest {
    private Database database;
    private SnapshotReader reader;
    private Tasks tasks;

    @BeforeEach
    void open() {
        database = Database.withSchema();
        reader = new SnapshotReader(database.source());
        tasks = new Tasks(database.source());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyDatabaseGivesAnEmptySnapshot() {
        Snapshot snapshot = read(Interest.initial());

        assertThat(snapshot.tasks().rows()).isEmpty();
        assertThat(snapshot.workers()).isEmpty();
        assertThat(snapshot.detail()).isNull();
        assertThat(snapshot.serverTime()).isAfter(Instant.EPOCH);
    }

    @Test
    void theListIsCutAtTheLimitAndSaysSo() {
        tasks.submitAll(IntStream.range(0, 501).mapToObj(i -> TaskRequest.of("sleep")).toList());

        Snapshot cut = read(Interest.initial());
        Snapshot whole = read(Interest.initial().more());

        assertThat(cut.tasks().rows()).hasSize(500);
        assertThat(cut.tasks().more()).isTrue();
        assertThat(whole.tasks().rows()).hasSize(501);
        assertThat(whole.tasks().more()).isFalse();
        assertThat(cut.counts().of(Phase.READY)).isEqualTo(501);
    }

    @Test
    void theDetailFollowsTheLogPieceByPiece() throws Exception {
        long id = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        Interest interest = Interest.initial().task(id);
        log(id, 0, "first\n");

        Snapshot before = read(interest);
        log(id, 1, "second\n");
        Snapshot after = reader.read(interest, before);

        assertThat(before.detail().log()).extracting(line -> line.text()).containsExactly("first\n");
        assertThat(after.detail().log()).extracting(line -> line.text()).containsExactly("first\n", "second\n");
        assertThat(after.detail().task().summary().exclusive()).containsExactly("repo/A");
    }

    @Test
    void aBlockedTaskNamesItsBlocker() throws Exception {
        long first = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        long second = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(2);

            Snapshot snapshot = read(Interest.initial().task(second));

            assertThat(snapshot.tasks().rows()).extracting(TaskSummary::phase)
                    .containsExactly(Phase.RUNNING, Phase.BLOCKED);
            assertThat(snapshot.detail().outlook().clauses()).extracting(clause -> clause.subject())
                    .containsExactly("repo/A", Long.toString(first));
            assertThat(snapshot.workers()).extracting(row -> row.name()).containsExactly("w-1");
        }
    }

    @Test
    void whyAnyOfManyTasksWaitsIsKnownSoonAndAnewWhereItsPhaseHasChanged() throws Exception {
        List<Long> ids = tasks.submitAll(Collections.nCopies(300, TaskRequest.of("sleep").exclusive("repo/A")));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            var first = worker.take(1);
            Snapshot one = read(Interest.initial());
            Snapshot two = reader.read(Interest.initial(), one);
            assertThat(one.tasks().rows()).filteredOn(task -> task.why() != null).hasSizeGreaterThanOrEqualTo(200);
            assertThat(two.tasks().rows()).filteredOn(task -> task.state() == TaskState.WAITING)
                    .hasSize(299)
                    .allSatisfy(task -> assertThat(task.why()).startsWith("Waits for repo/A (exclusive), behind"));

            worker.complete(first);
            Snapshot three = reader.read(Interest.initial(), two);
            assertThat(three.tasks().rows()).filteredOn(task -> task.id() == ids.get(1))
                    .extracting(TaskSummary::why)
                    .containsExactly("Ready: waits for the one worker that runs its handler, which is busy");
        }
    }

    @Test
    void theQueueOfAResourceIsInOrder() throws Exception {
        long first = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        long second = tasks.submit(TaskRequest.of("sleep").shared("repo/A"));
        long third = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        database.run("SELECT holdfast.admit()");

        Snapshot snapshot = read(Interest.initial().view(View.RESOURCES).resource("repo/A"));

        assertThat(snapshot.queue()).extracting(entry -> entry.taskId()).containsExactly(first, second, third);
        assertThat(snapshot.queue()).extracting(entry -> entry.first()).containsExactly(true, false, false);
        assertThat(snapshot.resources()).extracting(resource -> resource.queued()).containsExactly(3);
    }

    @Test
    void listsThatNobodyLooksAtAreTakenOver() {
        tasks.submit(TaskRequest.of("sleep"));
        Snapshot seen = read(Interest.initial());
        tasks.submit(TaskRequest.of("sleep"));

        Snapshot elsewhere = reader.read(Interest.initial().view(View.LOCKS), seen);

        assertThat(elsewhere.tasks()).isEqualTo(seen.tasks());
        assertThat(elsewhere.counts().of(Phase.READY)).isEqualTo(2);
        assertThat(elsewhere.interest().view()).isEqualTo(View.LOCKS);
    }

    @Test
    void aTableLockedByOthersMakesAReadingFailSoon() throws Exception {
        try (var blocker = database.open()) {
            blocker.setAutoCommit(false);
            Sql.run(blocker, "LOCK TABLE holdfast.tasks IN ACCESS EXCLUSIVE MODE");
            long start = System.nanoTime();

            assertThatThrownBy(() -> read(Interest.initial())).hasMessageContaining("lock");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            blocker.rollback();
            assertThat(read(Interest.initial()).tasks().rows()).isEmpty();
        }
    }

    private Snapshot read(Interest interest) {
        return reader.read(interest, Snapshot.none());
    }

    private void log(long task, int seq, String text) {
        database.run("INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, 1, ?, ?)", task, seq,
                text);
    }
}
