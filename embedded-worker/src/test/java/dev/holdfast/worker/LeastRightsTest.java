package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.Access;
import dev.holdfast.access.Grants;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.tasks.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that logs in with a role that was given nothing but {@code worker} access. */
class LeastRightsTest extends WorkerTest {
    private static final String PASSWORD = "only for tests";

    private final String role = "test_%d_least".formatted(ProcessHandle.current().pid());

    @BeforeEach
    void grant() {
        database.run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
        assertThat(new Grants(database.source()).grant(role, Access.WORKER)).isEmpty();
    }

    @AfterEach
    void drop() {
        workers.close();
        database.run("DROP OWNED BY %s CASCADE".formatted(role));
        database.run("DROP ROLE " + role);
    }

    @Test
    void itSleepsAndWorksLikeAnyOther() {
        WorkerProcess worker = workers.launch(new ConnectionSettings(database.settings().url(), role, PASSWORD));
        workers.awaitOnline(worker);
        workers.awaitDeepSleep(worker);
        long first = workers.submit(witness.task("first", 0).exclusive("repo/A"));
        workers.awaitState(first, TaskState.COMPLETED);
        workers.awaitDeepSleep(worker);
        long second = workers.submit(witness.task("second", 0).exclusive("repo/A"));
        workers.awaitState(second, TaskState.COMPLETED);
        assertThat(workers.states(worker)).as("it has joined once").containsExactly("online");
        assertThat(workers.complaints()).isEmpty();
    }
}
