package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test class with two workers for the handler {@code work}, driven by hand. */
abstract class TwoWorkersTest extends DatabaseTest {
    TestWorker worker;
    TestWorker other;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
        other = TestWorker.register(database.settings(), "o", "work");
    }

    @AfterEach
    void close() {
        worker.close();
        other.close();
    }

    /** Every task has ended, none beside or before another that it must not, and nothing is left of any. */
    void assertAllEndedWell() throws SQLException {
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.unfinished")).isZero();
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.trains")).isZero();
        try (var connection = database.open()) {
            assertThat(History.violations(connection)).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
        }
    }
}
