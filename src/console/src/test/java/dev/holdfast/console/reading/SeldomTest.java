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
        var seldom = new Seldom<Integer>(100);
        Sql.Work<Integer> look = connection -> {
            Sql.value(connection, String.class, "SELECT pg_sleep(0.05)::text");
            return looks.incrementAndGet();
        };
        try (var connection = database.open()) {
            assertThat(seldom.read(connection, NOON, look)).isEqualTo(1);
            assertThat(seldom.anew(connection, NOON, look)).as("of the same reading").isEqualTo(1);
            assertThat(seldom.read(connection, NOON.plusMillis(1), look)).as("one look says nothing of the cost")
                    .isEqualTo(2);
            assertThat(seldom.read(connection, NOON.plusSeconds(4), look)).isEqualTo(2);
            assertThat(seldom.anew(connection, NOON.plusSeconds(4), look)).isEqualTo(3);
            assertThat(seldom.read(connection, NOON.plusSeconds(3600), look)).isEqualTo(4);
            seldom.forget();
            assertThat(seldom.read(connection, NOON.plusSeconds(3600), look)).isEqualTo(5);
            seldom.seen(99, NOON.plusSeconds(3601));
            assertThat(seldom.read(connection, NOON.plusSeconds(3604), look)).isEqualTo(99);
        }
    }

    @Test
    void whatCostsNothingIsReadEachTime() throws Exception {
        var looks = new AtomicInteger();
        var seldom = new Seldom<Integer>(100);
        try (var connection = database.open()) {
            for (int i = 1; i < 5; i++) {
                assertThat(seldom.read(connection, NOON.plusSeconds(i), same -> looks.incrementAndGet())).isEqualTo(i);
            }
        }
    }
}
