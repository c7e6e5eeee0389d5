package dev.holdfast.testing;

import dev.holdfast.database.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL of a test run: a container where an engine answers, else the embedded binaries. Started at first
 * use, stopped with the JVM.
 */
final class TestServer {
    private static final String IMAGE = "postgres:18-alpine";

    private TestServer() {}

    private static final class Holder {
        static final ConnectionSettings SETTINGS = start();
    }

    static ConnectionSettings settings() {
        return Holder.SETTINGS;
    }

    private static ConnectionSettings start() {
        return engineAnswers() ? container() : embedded();
    }

    /** Testcontainers takes seconds to find that there is no engine, so the usual places are looked at first. */
    private static boolean engineAnswers() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    private static ConnectionSettings container() {
        var container = new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "max_connections=200", "-c",
                "fsync=off");
        container.start();
        return ConnectionSettings.parse(container.getJdbcUrl())
                .withUser(container.getUsername())
                .withPassword(container.getPassword());
    }

    private static ConnectionSettings embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("max_locks_per_transaction", "256")
                    // The tests truncate all tables hundreds of times, and none of them pulls the plug.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("deadlock_timeout", "200ms")
                    .setServerConfig("timezone", "America/Caracas")
                    .start();
            return ConnectionSettings.parse(server.getJdbcUrl("postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
