package dev.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.Refused;
import dev.holdfast.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void manyProcessesAtOnceApplyItOnce() throws Exception {
        try (Database database = Database.empty(); var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(threads.submit(() -> Schema.ensure(database.settings())));
            }
            for (Future<?> start : starts) {
                start.get();
            }
            try (Connection connection = database.open()) {
                assertThat(Schema.version(connection)).isEqualTo(Schema.VERSION);
            }
        }
    }

    @Test
    void theVersionIsThatOfTheNewestMigration() {
        assertThat(Schema.class.getResource("V" + Schema.VERSION + "__retry.sql")).isNotNull();
        for (int i = Schema.VERSION + 1; i < Schema.VERSION + 20; i++) {
            assertThat(Schema.class.getResource("V" + i + ".sql")).isNull();
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        try (Database database = Database.withSchema()) {
            database.run("""
                    INSERT INTO holdfast.migrations (installed_rank, version, description, type, script, installed_by,
                                                     execution_time, success)
                    VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 'test', 1, true)
                    """);
            assertThatThrownBy(() -> Schema.ensure(database.settings())).isInstanceOf(Refused.class)
                    .hasMessage("the schema holdfast has version 99, this program knows up to " + Schema.VERSION);
        }
    }

    @Test
    void anEmptyDatabaseHasVersionZero() throws SQLException {
        try (Database database = Database.empty(); Connection connection = database.open()) {
            assertThat(Schema.version(connection)).isZero();
            Schema.ensure(database.settings());
            Schema.ensure(database.settings());
            assertThat(Schema.version(connection)).isEqualTo(Schema.VERSION);
        }
    }
}
