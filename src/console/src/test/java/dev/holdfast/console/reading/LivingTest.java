package dev.holdfast.console.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import dev.holdfast.workers.WorkerReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LivingTest extends DatabaseTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void whoCameAfterADearLookIsTakenToLiveUntilTheNextOne() throws Exception {
        var living = new Living(100, connection -> {
            Sql.value(connection, String.class, "SELECT pg_sleep(0.05)::text");
            return WorkerReader.alive(connection);
        });
        try (var connection = database.open(); var old = TestWorker.register(database.settings(), "old", "sleep")) {
            assertThat(living.read(connection, NOON)).containsExactly(old.id());
            assertThat(living.read(connection, NOON.plusMillis(1))).containsExactly(old.id());
            try (var fresh = TestWorker.register(database.settings(), "new", "sleep")) {
                assertThat(living.read(connection, NOON.plusMillis(2))).containsExactlyInAnyOrder(old.id(), fresh.id());
            }
            assertThat(living.read(connection, NOON.plusSeconds(60))).containsExactly(old.id());
        }
    }
}
