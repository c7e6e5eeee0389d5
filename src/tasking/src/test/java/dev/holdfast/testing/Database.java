package dev.holdfast.testing;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database of its own on the test server, with or without Holdfast's schema. Dropped when closed. */
public final class Database implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String TABLES = """
            holdfast.unfinished, holdfast.submitted, holdfast.ready, holdfast.parked, holdfast.running,
            holdfast.finished, holdfast.places, holdfast.trains, holdfast.workers, holdfast.idle, holdfast.task_logs,
            holdfast.resources, holdfast.scheduled, holdfast.following, holdfast.prerequisites,
            holdfast.unique_keys, holdfast.task_groups, holdfast.clock, holdfast.schedules, holdfast.audit,
            holdfast.task_reservations, holdfast.reservations, holdfast.manager_line, holdfast.manager_workers""";
    /** In one transaction. To truncate would make a hundred files anew, which takes longer than most tests. */
    private static final String CLEAR = "DO $$ BEGIN LOCK TABLE " + TABLES + " IN ACCESS EXCLUSIVE MODE;\n"
            + Stream.of(TABLES.split(",")).map(table -> "DELETE FROM " + table + ";\n").collect(Collectors.joining())
            + """
                    UPDATE holdfast.worker_type
                    SET type = 'advisory', intake = true, target = NULL, epoch = epoch + 1, chosen = false, redis = NULL;
                    UPDATE holdfast.retention
                    SET keep_for = interval '30 days', keep_at_most = 10000000, next_at = NULL, seen_finished = 0, seen_logs = 0;
                    END $$""";

    /** Migrated once; the others are copies of it. */
    private static final class Template {
        static final String NAME = migrated();

        private static String migrated() {
            String name = newName();
            administer("CREATE DATABASE " + name);
            Schema.ensure(settings(name));
            return name;
        }
    }

    private final String name = newName();
    private final ConnectionSettings settings = settings(name);
    private final KeptConnections kept = new KeptConnections(settings);

    private Database(String template) {
        administer("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
    }

    public static Database empty() {
        return new Database("template1");
    }

    public static Database withSchema() {
        return new Database(Template.NAME);
    }

    private static String newName() {
        return "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    }

    private static ConnectionSettings settings(String name) {
        ConnectionSettings server = TestServer.settings();
        return new ConnectionSettings(server.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name), server.user(),
                server.password());
    }

    public ConnectionSettings settings() {
        return settings;
    }

    /** Its connections may be used again after closing; {@link #open} gives one whose session ends then. */
    public ConnectionSource source() {
        return kept;
    }

    public Connection open() throws SQLException {
        return settings.open("test");
    }

    /** The server's clock. */
    public static Instant now(Connection connection) throws SQLException {
        return Objects.requireNonNull(Sql.value(connection, OffsetDateTime.class, "SELECT clock_timestamp()"))
                .toInstant();
    }

    /** Runs a statement. */
    public void run(String sql, Object... parameters) {
        Sql.call(source(), connection -> {
            Sql.run(connection, sql, parameters);
            return 0;
        });
    }

    /** Back to no tasks, resources and workers; nothing is removed that has ended, unless a test asks for it. */
    public void clear() {
        run(CLEAR);
    }

    @Override
    public void close() {
        kept.close();
        administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void administer(String sql) {
        Sql.call(() -> TestServer.settings().open("test administration"), connection -> {
            Sql.run(connection, sql);
            return 0;
        });
    }
}
