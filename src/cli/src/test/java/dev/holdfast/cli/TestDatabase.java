package dev.holdfast.cli;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases of one real server, which lives as long as the tests. */
final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String TEMPLATE = "with_schema";

    static {
        execute("CREATE DATABASE " + TEMPLATE);
        Schema.ensure(ConnectionSettings.parse(url(TEMPLATE)));
    }

    private TestDatabase() {}

    /** The address of a new database with the schema in it and nothing else. */
    static String create() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return url(name);
    }

    /** The address of a new database without the schema. */
    static String createEmpty() {
        String name = "empty_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url(name);
    }

    static String url(String database) {
        return "postgresql://postgres@localhost:" + SERVER.getPort() + "/" + database;
    }

    private static void execute(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection()) {
            Sql.run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("max_connections", "50").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
