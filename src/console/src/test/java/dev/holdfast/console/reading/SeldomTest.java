package dev.holdfast.console.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.DatabaseTest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeldomTest extends DatabaseTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void whatCostsMuchIsTakenOverForAWhileUnlessItIsWanted() throws Exception {
        var looks = new AtomicInteger();
        var seldom = new Seldom<>(100, connection -> {
            Sql.value(connection, String.class, "SELECT pg_sleep(0.05)::text");
            return looks.incrementAndGet();
        });
        try (var connection = database.open()) {
            assertThat(seldom.read(connection, NOON)).isEqualTo(1);
            assertThat(seldom.anew(connection, NOON)).as("of the same reading").isEqualTo(1);
            assertThat(seldom.read(connection, NOON.plusMillis(1))).as("one look says nothing of the cost")
                    .isEqualTo(2);
            assertThat(seldom.read(connection, NOON.plusSeconds(4))).isEqualTo(2);
            assertThat(seldom.anew(connection, NOON.plusSeconds(4))).isEqualTo(3);
            assertThat(seldom.read(connection, NOON.plusSeconds(3600))).isEqualTo(4);
            seldom.forget();
            assertThat(seldom.read(connection, NOON.plusSeconds(3600))).isEqualTo(5);
            seldom.seen(99, NOON.plusSeconds(3601));
            assertThat(seldom.read(connection, NOON.plusSeconds(3604))).isEqualTo(99);
        }
    }

    @Test
    void whatCostsNothingIsReadEachTime() throws Exception {
        var looks = new AtomicInteger();
        var seldom = new Seldom<>(100, connection -> looks.incrementAndGet());
        try (var connection = database.open()) {
            for (int i = 1; i < 5; i++) {
                assertThat(seldom.read(connection, NOON.plusSeconds(i))).isEqualTo(i);
            }
        }
    }
}
