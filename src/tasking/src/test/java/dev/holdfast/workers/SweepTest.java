package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sweep tells a worker whether a turn is worth its while, so that an idle one sends one statement and no more. */
class SweepTest extends DatabaseTest {
    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void findsNoWorkWhereNothingWaits() throws SQLException {
        assertThat(findsWork()).isFalse();
    }

    @Test
    void findsWhatNobodyHasAdmittedAndWhatIsReady() throws SQLException {
        submit(TaskRequest.of("work"));
        exclusive("repo/A");
        assertThat(findsWork()).as("one free task, one to admit").isTrue();
        List<Claimed> running = worker.take(9);
        assertThat(running).hasSize(2);
        assertThat(findsWork()).as("both run").isFalse();
        exclusive("repo/A");
        worker.admit();
        assertThat(findsWork()).as("blocked behind one that runs").isFalse();
        worker.complete(running);
        assertThat(findsWork()).as("it is ready now").isTrue();
    }

    @Test
    void findsNoWorkInTasksForHandlersThatItDoesNotServe() throws SQLException {
        submit(TaskRequest.of("unknown"));
        worker.admit();
        assertThat(findsWork()).isFalse();
    }

    @Test
    void findsATimeThatNobodyWatches() throws SQLException {
        submit(TaskRequest.of("work").due(Instant.now().plusSeconds(3600)));
        assertThat(findsWork()).as("nobody watches the clock yet").isTrue();
        worker.take(9);
        assertThat(findsWork()).as("this worker does").isFalse();
    }

    private boolean findsWork() throws SQLException {
        return worker.session().sweep(List.of("work")).work();
    }
}
