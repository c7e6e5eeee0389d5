package dev.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.Refused;
import dev.holdfast.testing.Database;
import java.sql.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
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
    void theVersionIsThatOfTheNewestMigration() throws Exception {
        Path first = Path.of(Objects.requireNonNull(Schema.class.getResource("V1__tables.sql")).toURI());
        try (Stream<Path> migrations = Files.list(Objects.requireNonNull(first.getParent()))) {
            assertThat(migrations.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V\\d+__.*\\.sql"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()).hasValue(Schema.VERSION);
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

    @Test
    void aCheckChangesNothingAndSaysWhatIsMissing() throws SQLException {
        try (Database database = Database.empty(); Connection connection = database.open()) {
            assertThatThrownBy(() -> Schema.check(connection)).isInstanceOf(Refused.class)
                    .hasMessage("there is no schema holdfast in this database");
            assertThat(Schema.version(connection)).isZero();
            Schema.ensure(database.settings());
            Schema.check(connection);
            database.run("DELETE FROM holdfast.migrations WHERE version = ?", Integer.toString(Schema.VERSION));
            assertThatThrownBy(() -> Schema.check(connection)).isInstanceOf(Refused.class)
                    .hasMessageContaining("this program needs " + Schema.VERSION);
        }
    }
}
