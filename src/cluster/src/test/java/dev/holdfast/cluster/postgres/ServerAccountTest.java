package dev.holdfast.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.database.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Root where user namespaces are forbidden, as in many containers. */
class ServerAccountTest {
    private static final ServerAccount NOBODY = new ServerAccount.Other("nobody");

    private Path above;
    private Path home;

    @BeforeEach
    void make() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root becomes another user");
        above = Files.createTempDirectory("holdfast account ");
        home = PrivateFiles.createDirectory(above.resolve("home"));
    }

    @AfterEach
    void delete() throws IOException {
        if (above != null) {
            PrivateFiles.deleteTree(above);
        }
    }

    @Test
    void theServerRunsAsNobodyWhoOwnsItsDataAndNothingElse() throws IOException {
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path secret = PrivateFiles.createFile(home.resolve("cluster.json"));
        PostgresServer server = PostgresServer.in(home, NOBODY);
        server.create("canary-secret");
        server.start(PostgresServer.anyFreePort());
        try {
            assertThat(server.isRunning()).isTrue();
            assertThat(ProcessHandle.of(PostgresServer.pidIn(home)).flatMap(process -> process.info().user()))
                    .contains("nobody");
            assertThat(Files.getOwner(home.resolve("data"))).hasToString("nobody");
            assertThat(Files.getOwner(secret)).hasToString("root");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home))).isEqualTo("rwx--x--x");
        } finally {
            server.stop();
        }
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void aHomeBelowAClosedDirectoryIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> PostgresServer.in(home, NOBODY)).isInstanceOf(Refused.class)
                .hasMessageContaining("nobody cannot enter")
                .extracting(failure -> ((Refused) failure).hint())
                .asString()
                .contains("HOLDFAST_HOME");
        assertThat(home.resolve("data")).doesNotExist();
        assertThat(ServerAccount.choose().prefix()).as("here").containsExactly("unshare", "-U");
    }
}
