package dev.holdfast.console;

import dev.holdfast.database.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL server that can be stopped and started again with the same data on the same port. */
final class RestartableServer implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    RestartableServer() {
        try {
            data = Files.createTempDirectory("holdfast-console-test");
            server = start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectionSettings settings(String database) {
        return ConnectionSettings.parse("postgresql://postgres@localhost:" + server.getPort() + "/" + database);
    }

    void stop() throws IOException {
        server.close();
    }

    void start() throws IOException {
        server = start(server.getPort());
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "60")
                .start();
    }
}
