package dev.holdfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.postgres.SharedBinaries;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;
    private LocalCluster cluster;

    @BeforeEach
    void make() throws IOException {
        cluster = LocalCluster.in(directory.resolve("a home with spaces"));
        SharedBinaries.linkInto(cluster.home());
    }

    @AfterEach
    void stop() throws IOException {
        cluster.stop();
        PrivateFiles.deleteTree(directory);
    }

    @Test
    void keepsDataAndPasswordAndPortBetweenStarts() throws SQLException {
        assertThat(cluster.running()).isEmpty();
        ConnectionSettings first = cluster.startOrJoin(0);
        try (Connection connection = first.open("test")) {
            Sql.run(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        assertThat(cluster.running()).contains(first);
        assertThat(cluster.stop()).isTrue();
        assertThat(cluster.stop()).isFalse();
        assertThat(cluster.running()).isEmpty();

        ConnectionSettings second = cluster.startOrJoin(0);
        assertThat(second).isEqualTo(first);
        try (Connection connection = second.open("test")) {
            assertThat(Sql.value(connection, Integer.class, "SELECT answer FROM kept")).isEqualTo(42);
        }
    }

    @Test
    void twoLaunchersAtOnceEndWithOneServer() {
        List<CompletableFuture<ConnectionSettings>> starts = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> LocalCluster.in(cluster.home()).startOrJoin(0)))
                .toList();
        List<ConnectionSettings> joined = starts.stream().map(CompletableFuture::join).distinct().toList();
        assertThat(joined).hasSize(1);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void aStalePidFileAfterAPowerCutDoesNotKeepItFromStarting() throws Exception {
        ConnectionSettings settings = cluster.startOrJoin(0);
        ProcessHandle server = servers().getFirst();
        server.destroyForcibly();
        await().until(() -> !server.isAlive());
        Path file = cluster.home().resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(file);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);

        assertThat(cluster.running()).as("that pid is this test's, not a server's").isEmpty();
        assertThat(cluster.startOrJoin(0)).isEqualTo(settings);
        try (Connection connection = settings.open("test")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void aServerThatWasKilledUnderLoadStartsAgainAtOnce() throws Exception {
        ConnectionSettings settings = cluster.startOrJoin(0);
        try (Connection busy = settings.open("busy"); Connection other = settings.open("other")) {
            var sorting = CompletableFuture.runAsync(() -> burn(busy));
            await().until(() -> Sql.value(other, Long.class,
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'busy' AND state = 'active'") == 1);
            ProcessHandle server = ProcessHandle.of(cluster.serverPid()).orElseThrow();
            server.destroyForcibly();
            await().until(() -> !server.isAlive());
            assertThat(cluster.running()).isEmpty();
            assertThat(cluster.startOrJoin(0)).as("waits for the dead server's session").isEqualTo(settings);
            await().atMost(Duration.ofSeconds(30)).until(sorting::isDone);
        }
        assertThat(cluster.serverPid()).isPositive();
    }

    /** Half a second of work that does not look up from it. */
    private static void burn(Connection connection) {
        try {
            Sql.run(connection, "SELECT count(DISTINCT md5(i::text)) FROM generate_series(1, 1000000) i");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDatabaseThatItsStarterDidNotComeToIsMadeByWhoJoins() throws SQLException {
        ConnectionSettings settings = cluster.startOrJoin(0);
        var maintenance = new ConnectionSettings(settings.url().replaceFirst("/holdfast$", "/postgres"),
                settings.user(), settings.password());
        try (Connection connection = maintenance.open("test")) {
            Sql.run(connection, "DROP DATABASE holdfast");
        }
        assertThat(cluster.startOrJoin(0)).isEqualTo(settings);
        try (Connection connection = settings.open("test")) {
            assertThat(Sql.value(connection, String.class, "SELECT pg_encoding_to_char(encoding) FROM pg_database"
                    + " WHERE datname = current_database()")).isEqualTo("UTF8");
            assertThat(Sql.value(connection, String.class, "SHOW max_connections")).isEqualTo("200");
        }
    }

    @Test
    void aBrokenSettingIsToldInTheServersOwnWords() throws IOException {
        cluster.startOrJoin(0);
        cluster.stop();
        Path settings = cluster.home().resolve("data/postgresql.auto.conf");
        Files.writeString(settings, "max_connections = many\n");
        assertThatThrownBy(() -> cluster.startOrJoin(0)).isInstanceOf(DatabaseError.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("max_connections");
        Files.writeString(settings, "");
        assertThat(cluster.startOrJoin(0).password()).isNotEmpty();
        assertThat(cluster.serverPid()).isPositive();
    }

    @Test
    void nobodyElseCanReadItsFilesOrItsPassword() throws Exception {
        ConnectionSettings settings = cluster.startOrJoin(0);
        String password = settings.password();
        assertThat(password).hasSize(48);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.home()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.home().resolve("cluster.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.passwordFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.home().resolve("data"))))
                .isEqualTo("rwx------");
        assertThat(ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(password));
        try (Stream<Path> logs = Files.walk(cluster.home().resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(log).content().doesNotContain(password);
            }
        }
        assertThat(settings).asString().doesNotContain(password);
    }

    @Test
    void aWrongPasswordIsRefusedAndOnlyTheLoopbackListens() throws SQLException {
        ConnectionSettings settings = cluster.startOrJoin(0);
        assertThatThrownBy(() -> settings.withPassword("guess").open("test")).isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        try (Connection connection = settings.open("test")) {
            assertThat(Sql.value(connection, String.class, "SELECT current_setting('listen_addresses')"))
                    .isEqualTo("127.0.0.1");
            assertThat(Sql.value(connection, String.class, "SELECT current_setting('unix_socket_directories')"))
                    .isEmpty();
        }
    }

    @Test
    void aTakenPortIsRefusedByNumber() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> cluster.startOrJoin(taken.getLocalPort())).isInstanceOf(Refused.class)
                    .hasMessage("port %d is in use by another program", taken.getLocalPort());
        }
        ConnectionSettings settings = cluster.startOrJoin(0);
        assertThatThrownBy(() -> cluster.startOrJoin(1)).isInstanceOf(Refused.class).hasMessageContaining("already");
        assertThat(cluster.startOrJoin(0)).isEqualTo(settings);
    }

    @Test
    void aLostPasswordIsToldAndNothingIsOverwritten() throws IOException {
        cluster.startOrJoin(0);
        cluster.stop();
        Path file = cluster.home().resolve("cluster.json");
        byte[] kept = Files.readAllBytes(file);
        Files.delete(file);
        assertThatThrownBy(() -> cluster.startOrJoin(0)).isInstanceOf(Refused.class)
                .hasMessageContaining("cluster.json is missing");
        Files.write(file, kept);
        assertThat(cluster.startOrJoin(0).password()).isNotEmpty();
    }

    private List<ProcessHandle> servers() {
        String data = cluster.home().resolve("data").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(data))
                        .orElse(false))
                .toList();
    }
}
