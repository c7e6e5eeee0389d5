package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.access.Access;
import dev.holdfast.access.Grants;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.testing.Database;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.WorkerInfo;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the doctor finds on a real server when something is wrong. */
@Isolated("looks at the whole server")
class DoctorFindingsTest {
    private static final String ROLE = "doctor_" + ProcessHandle.current().pid();

    private Database database;

    @BeforeEach
    void create() {
        database = Database.withSchema();
        database.run("DROP ROLE IF EXISTS " + ROLE);
        database.run("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'for tests'");
    }

    @AfterEach
    void drop() {
        database.close();
        try (Database other = Database.empty()) {
            other.run("DROP ROLE " + ROLE);
        }
    }

    @Test
    void deadRowsInATableThatChangesWithEachTask() {
        database.run("ALTER TABLE holdfast.ready SET (autovacuum_enabled = off)");
        database.run("INSERT INTO holdfast.ready SELECT 'x', 0, i, now(), true FROM generate_series(1, 20000) AS i");
        database.run("DELETE FROM holdfast.ready");
        await().atMost(Duration.ofSeconds(30)).until(() -> finding("bloat").path("level").asText().equals("warn"));
        assertThat(finding("bloat").path("text").asText()).contains("dead rows in holdfast.ready");
        assertThat(finding("bloat").path("advice").asText()).contains("Autovacuum is off", "VACUUM holdfast.ready");
        database.run("VACUUM holdfast.ready");
        await().atMost(Duration.ofSeconds(30)).until(() -> finding("bloat").path("level").asText().equals("ok"));
    }

    @Test
    void tasksThatNoWorkerIsThereFor() throws SQLException {
        assertThat(finding("workers").path("text").asText()).isEqualTo("none is online, and none is needed");
        try (var worker = new HandDrivenWorker(database, "by hand", List.of("gc", "repack"))) {
            database.run("SELECT holdfast.submit('gc')");
            assertThat(finding("workers").path("text").asText()).isEqualTo("1 online");
            database.run("SELECT holdfast.submit('mirror'), holdfast.submit('mirror')");
            assertThat(finding("workers").path("text").asText())
                    .isEqualTo("none of the 1 online runs the handlers of ready tasks: 2 for mirror");
            assertThat(worker.claim("gc")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(finding("workers").path("text").asText())
                .isEqualTo("none is online, and nobody settles what those left that died: by hand"));
        database.run("UPDATE holdfast.workers SET state = 'stopped'");
        assertThat(finding("workers").path("text").asText()).isEqualTo("none is online, and 2 tasks are ready");
        assertThat(finding("workers").path("level").asText()).isEqualTo("warn");
    }

    @Test
    void whoeverKeepsAnOldSnapshot() throws SQLException {
        try (Connection forgotten = database.settings().open("a report")) {
            forgotten.setAutoCommit(false);
            forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            int session = Sql.value(forgotten, Integer.class, "SELECT pg_backend_pid()");
            assertThat(finding("transactions").path("level").asText()).isEqualTo("ok");
            database.run("""
                    DO $$
                    BEGIN
                        CREATE TEMPORARY TABLE written (i integer);
                        FOR i IN 1..260000 LOOP
                            BEGIN
                                INSERT INTO written VALUES (i);
                            EXCEPTION WHEN division_by_zero THEN
                                NULL;
                            END;
                        END LOOP;
                    END $$
                    """);
            JsonNode found = finding("transactions");
            assertThat(found.path("level").asText()).isEqualTo("warn");
            assertThat(found.path("text").asText()).contains("session " + session, "a report", "idle in transaction");
            assertThat(found.path("advice").asText()).contains("pg_terminate_backend(" + session + ")");
        }
    }

    @Test
    void workersWhoseRoleMayNotHaveTheConnectionsTheyNeed() throws SQLException {
        database.run("ALTER ROLE " + ROLE + " CONNECTION LIMIT 2");
        grants().grant(ROLE, Access.WORKER);
        try (LockSession worker = LockSession.register(worker(), info())) {
            assertThat(worker.workerId()).isPositive();
            assertThat(finding("limits").path("text").asText())
                    .isEqualTo("the role " + ROLE + " may have 2 connections, its workers need 3");
            assertThat(finding("limits").path("advice").asText()).contains("ALTER ROLE " + ROLE + " CONNECTION LIMIT");
        }
    }

    @Test
    void moreWorkersThanTheServerHasConnectionsFor() {
        assertThat(finding("connections").path("level").asText()).isEqualTo("ok");
        database.run("""
                INSERT INTO holdfast.workers (name, host, pid, version, slots, handlers, backend_pid)
                SELECT 'w' || i, 'elsewhere', i, '1', 1, '{}', 0 FROM generate_series(1, 300) AS i
                """);
        JsonNode found = finding("connections");
        assertThat(found.path("level").asText()).isEqualTo("warn");
        assertThat(found.path("text").asText()).contains("300 workers take 900");
        assertThat(found.path("advice").asText()).contains("Raise max_connections to 11");
    }

    @Test
    void rolesThatLackWhatTheyWereGranted() throws SQLException {
        assertThat(finding("roles").path("text").asText()).contains("none has access but the owner");
        grants().grant(ROLE, Access.OBSERVER);
        assertThat(finding("roles").path("text").asText()).isEqualTo(ROLE + " is observer");
        database.run("REVOKE SELECT ON holdfast.places FROM " + ROLE);
        assertThat(finding("roles").path("text").asText())
                .isEqualTo(ROLE + " lacks 1 rights of its access observer, such as SELECT on holdfast.places");
        assertThat(finding("roles").path("advice").asText()).contains("holdfast grant " + ROLE + " observer");

        grants().grant(ROLE, Access.WORKER);
        database.run("REVOKE pg_read_all_stats FROM " + ROLE);
        try (LockSession worker = LockSession.register(worker(), info())) {
            assertThat(worker.workerId()).isPositive();
            assertThat(finding("roles").path("text").asText()).contains("workers run as " + ROLE);
            assertThat(finding("roles").path("advice").asText()).contains("GRANT pg_read_all_stats TO " + ROLE);
        }
    }

    @Test
    void aServerFarAwayThatAsksNobodyWhetherHeIsAlive(@TempDir Path directory) throws IOException, SQLException {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(own.isPresent(), "this machine has an address besides loopback");
        Path data = directory.resolve("data");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("listen_addresses", "*")
                .start()) {
            Files.writeString(data.resolve("pg_hba.conf"), "\nhost all all all trust\n", StandardOpenOption.APPEND);
            var here = ConnectionSettings.parse(server.getJdbcUrl("postgres", "postgres"));
            try (Connection connection = here.open("test")) {
                Sql.run(connection, "SELECT pg_reload_conf()");
            }
            var far = ConnectionSettings
                    .parse("postgresql://postgres@%s:%d/postgres".formatted(own.get().getHostAddress(),
                            server.getPort()));
            JsonNode silent = finding(Cli.at(far), "keepalives");
            assertThat(silent.path("level").asText()).isEqualTo("warn");
            assertThat(silent.path("advice").asText()).contains("tcp_keepalives_idle = 30");
            try (Connection connection = here.open("test")) {
                Sql.run(connection, "ALTER SYSTEM SET tcp_keepalives_idle = 30");
                Sql.run(connection, "SELECT pg_reload_conf()");
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> finding(Cli.at(far), "keepalives").path("level").asText().equals("ok"));
            assertThat(finding(Cli.at(here), "keepalives").path("text").asText()).contains("not needed");
        }
    }

    private JsonNode finding(String check) {
        return finding(Cli.at(database), check);
    }

    private static JsonNode finding(Cli cli, String check) {
        return cli.run("doctor", "--json").json().path(check);
    }

    private Grants grants() {
        return new Grants(database.source());
    }

    private ConnectionSettings worker() {
        return new ConnectionSettings(database.settings().url(), ROLE, "for tests");
    }

    private static WorkerInfo info() {
        return new WorkerInfo("w", "here", 1, "test", 1, List.of("work"));
    }
}
