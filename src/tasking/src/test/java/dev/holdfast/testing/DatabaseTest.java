package dev.holdfast.testing;

import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A test class with a database of its own, empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DatabaseTest {
    protected Database database;
    protected Tasks tasks;

    @BeforeAll
    void createDatabase() {
        database = Database.withSchema();
        tasks = new Tasks(database.source());
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void clearDatabase() {
        database.clear();
    }

    protected long submit(TaskRequest request) {
        return tasks.submit(request);
    }

    /** Submits a task of the handler {@code work}. */
    protected long exclusive(String... resources) {
        return submit(TaskRequest.of("work").exclusive(resources));
    }

    protected long shared(String... resources) {
        return submit(TaskRequest.of("work").shared(resources));
    }

    protected Task task(long id) {
        return tasks.find(id).orElseThrow();
    }

    protected TaskState state(long id) {
        return task(id).state();
    }

    /** Returns when one session of this database waits for another's lock. */
    protected void awaitBlocked() {
        await().until(() -> value(Long.class,
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == 1);
    }

    protected <T> T value(Class<T> type, String sql, Object... parameters) throws SQLException {
        try (var connection = database.source().get()) {
            return Sql.value(connection, type, sql, parameters);
        }
    }
}
