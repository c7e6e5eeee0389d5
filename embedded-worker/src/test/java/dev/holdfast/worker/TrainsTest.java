package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.History;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Trains of tasks that do nothing, which grow while they run and whose ends are written on a second session, in real processes that are
 * struck. The database's own times are what is judged: to write into a file takes too long for a train. {@code -Dseed=…} repeats a
 * run's choices.
 */
class TrainsTest extends WorkerTest {
    private static final int RUSH = 3000;
    /** After so many a machine is too busy for any task to be quick, or for a blow to hit. */
    private static final int RUSHES = 5;
    private static final int RESOURCES = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TRAIN = "SELECT EXISTS (SELECT FROM holdfast.trains)";
    private static final String CUT_SECOND_SESSION = """
            SELECT COALESCE(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'SELECT holdfast.finish_riding%'""";
    private static final String CUT_LOCK_SESSIONS = """
            SELECT bool_or(pg_terminate_backend(backend_pid)) FROM holdfast.workers WHERE state = 'online'""";

    private final Random random = new Random(Long.getLong("seed", System.nanoTime()));
    private int submitted;

    @Test
    void allRunInOrderThoughTheSessionsAreCutAndTheWorkerIsKilled() throws Exception {
        WorkerProcess first = workers.start("--slots", "1");
        rushUntil(TRAIN);
        rushUntil(CUT_SECOND_SESSION);
        rushUntil(TRAIN);
        assertThat(workers.value(Boolean.class, CUT_LOCK_SESSIONS)).isTrue();
        rushUntil(TRAIN);
        first.kill();
        workers.start("--slots", "1");
        rush();
        awaitAll();
        assertThat(workers.value(Long.class, "SELECT count(*) FROM holdfast.finished WHERE state = 'completed'"))
                .isEqualTo(submitted);
        assertThat(workers.value(Boolean.class, TRAIN)).isFalse();
        assertThat(workers.complaints()).isEmpty();
        try (var connection = database.open()) {
            Sql.run(connection, "ANALYZE");
            assertThat(History.violations(connection)).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
        }
    }

    /** Submits more of them until this is true while they run. */
    private void rushUntil(String condition) {
        for (int i = 0; i < RUSHES; i++) {
            rush();
            while (workers.value(Long.class,
                    "SELECT count(*) FROM (SELECT FROM holdfast.unfinished LIMIT 1) AS t") > 0) {
                if (workers.value(Boolean.class, condition)) {
                    return;
                }
            }
        }
        Assumptions.abort("no task was quick enough for a train, or none could be hit");
    }

    private void rush() {
        List<TaskRequest> requests = IntStream.range(0, RUSH).mapToObj(i -> {
            int one = random.nextInt(RESOURCES);
            int other = (one + random.nextInt(1, RESOURCES)) % RESOURCES;
            return TaskRequest.of("sleep")
                    .payload("{\"seconds\": 0}")
                    .maxAttempts(9)
                    .exclusive("r/" + one, "r/" + other);
        }).toList();
        workers.tasks().submitAll(requests);
        submitted += RUSH;
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .until(() -> workers.value(Long.class, "SELECT count(*) FROM holdfast.unfinished") == 0);
    }
}
