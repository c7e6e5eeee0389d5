package dev.holdfast.testing;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on the test server, with or without Holdfast's schema. Dropped when closed. */
public final class Database implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    private final ConnectionSettings settings;

    private Database() {
        ConnectionSettings server = TestServer.settings();
        administer("CREATE DATABASE " + name);
        settings = new ConnectionSettings(server.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name), server.user(),
                server.password());
    }

    public static Database empty() {
        return new Database();
    }

    public static Database withSchema() {
        var database = new Database();
        Schema.ensure(database.settings);
        return database;
    }

    public ConnectionSettings settings() {
        return settings;
    }

    public ConnectionSource source() {
        return this::open;
    }

    public Connection open() throws SQLException {
        return settings.open("test");
    }

    /** Runs a statement on a connection of its own. */
    public void run(String sql, Object... parameters) {
        Sql.call(source(), connection -> {
            Sql.run(connection, sql, parameters);
            return 0;
        });
    }

    /** Back to no tasks, resources and workers; nothing is removed that has ended, unless a test asks for it. */
    public void clear() {
        run("""
                TRUNCATE holdfast.unfinished, holdfast.submitted, holdfast.ready, holdfast.parked, holdfast.running,
                         holdfast.finished, holdfast.places, holdfast.workers, holdfast.idle, holdfast.task_logs,
                         holdfast.resources, holdfast.scheduled, holdfast.following, holdfast.prerequisites,
                         holdfast.unique_keys, holdfast.task_groups, holdfast.clock,
                         holdfast.schedules
                """);
        run("""
                UPDATE holdfast.retention
                SET keep_for = interval '30 days', keep_at_most = 10000000, next_at = NULL, seen_finished = 0, seen_logs = 0
                """);
    }

    @Override
    public void close() {
        administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void administer(String sql) {
        Sql.call(() -> TestServer.settings().open("test administration"), connection -> {
            Sql.run(connection, sql);
            return 0;
        });
    }
}
