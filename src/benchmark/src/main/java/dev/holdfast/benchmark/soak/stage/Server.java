package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.cluster.postgres.PostgresServer;
import dev.holdfast.cluster.processes.Signals;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that can be stopped in each of its ways, killed, and started again on the same data and port. */
public final class Server {
    private static final String PASSWORD = "soak";
    private static final String DATABASE = "holdfast";
    private static final String SETTINGS = """
            wal_level = replica
            min_wal_size = 32MB
            wal_keep_size = 128MB
            max_wal_size = 256MB
            autovacuum_naptime = 5s
            log_line_prefix = '%%m [%%p] %%a '
            log_destination = stderr
            log_filename = 'postgresql.log'
            log_rotation_age = 0
            log_truncate_on_rotation = off
            listen_addresses = '%s'
            """;
    private static final String NO_TIME_OUTS = Stream.of("statement_timeout", "lock_timeout", "idle_session_timeout")
            .map(name -> "-c%20" + name + "=0")
            .collect(Collectors.joining("%20"));
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** What must never be in the server's log. */
    private static final List<String> COMPLAINTS = List.of("deadlock detected", "could not serialize", "TRAP:",
            "terminated by signal 11", "invalid memory alloc", "out of shared memory");

    private final Path home;
    private final PostgresServer server;
    private final int port;

    private Server(Path home, int port) throws IOException {
        this.home = home;
        this.server = PostgresServer.in(home);
        this.port = port;
    }

    /**
     * Makes a database with the schema, on a free port.
     *
     * @param programs where PostgreSQL's programs are unpacked and kept; null for the home
     */
    public static Server create(Path home, @Nullable Path programs, @Nullable Island island)
            throws IOException, SQLException {
        if (programs != null) {
            PostgresServer.in(Files.createDirectories(programs));
            link(programs, home);
        }
        var fresh = new Server(home, PostgresServer.anyFreePort());
        fresh.server.create(PASSWORD);
        String addresses = island == null ? "127.0.0.1" : "127.0.0.1," + island.serverAddress();
        append(home.resolve("data/postgresql.conf"), SETTINGS.formatted(addresses));
        if (island != null) {
            append(home.resolve("data/pg_hba.conf"),
                    "host all all %s/30 scram-sha-256%n".formatted(island.serverAddress()));
        }
        fresh.start();
        try (Connection connection = fresh.settings("postgres").open("soak")) {
            Sql.run(connection, "CREATE DATABASE " + DATABASE);
        }
        Schema.ensure(fresh.settings());
        return fresh;
    }

    /**
     * Makes a standby of this one, which follows it and can be {@linkplain #promote promoted}, in a home of its own.
     */
    public Server standby(Path other) throws IOException, SQLException, InterruptedException {
        link(home, other);
        var standby = new Server(other, PostgresServer.anyFreePort());
        Path data = other.resolve("data");
        try (Connection connection = settings("postgres").open("soak backup")) {
            Sql.run(connection, "SELECT pg_backup_start('standby', true)");
            Commands.run("cp", "-a", home.resolve("data").toString(), data.toString());
            String label = Sql.value(connection, String.class, "SELECT labelfile FROM pg_backup_stop(false)");
            Files.delete(data.resolve("postmaster.pid"));
            own(data, data.resolve("backup_label"), String.valueOf(label));
        }
        own(data, data.resolve("standby.signal"), "");
        append(data.resolve("postgresql.conf"), "primary_conninfo = 'host=127.0.0.1 port=%d user=holdfast password=%s'"
                .formatted(port, PASSWORD));
        standby.start();
        return standby;
    }

    /** Spares another home the unpacking. */
    private static void link(Path home, Path other) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            Path programs = files.filter(file -> file.getFileName().toString().startsWith("postgres-"))
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(other.resolve(programs.getFileName()), programs.toRealPath());
        }
    }

    /** Writes a file that belongs to whoever the data belongs to. */
    private static void own(Path data, Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setOwner(file, Files.getOwner(data));
    }

    /** Makes a standby the primary; returns when it is. */
    public void promote() throws SQLException {
        try (Connection connection = connect()) {
            Sql.run(connection, "SELECT pg_promote(true, 60)");
        }
    }

    /** Changes a setting of the running server. */
    public void set(String setting, String value) throws SQLException {
        try (Connection connection = connect()) {
            Sql.run(connection, "ALTER SYSTEM SET %s = '%s'".formatted(setting, value));
            Sql.run(connection, "SELECT pg_reload_conf()");
        }
    }

    /** One address for this server and another, whichever is the primary. */
    public ConnectionSettings settingsWith(Server other) {
        return settings("127.0.0.1:%d,127.0.0.1:%d".formatted(port, other.port), DATABASE,
                "?targetServerType=primary");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, "\n" + text, StandardOpenOption.APPEND);
    }

    public int port() {
        return port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The straight way, past all faults of the network. */
    public ConnectionSettings settings() {
        return settings(DATABASE);
    }

    private ConnectionSettings settings(String database) {
        return settings("127.0.0.1:" + port, database, "");
    }

    static ConnectionSettings settings(String hosts, String parameters) {
        return settings(hosts, DATABASE, parameters);
    }

    private static ConnectionSettings settings(String hosts, String database, String parameters) {
        return new ConnectionSettings("jdbc:postgresql://%s/%s%s".formatted(hosts, database, parameters), "holdfast",
                PASSWORD);
    }

    /** A connection of the soak itself, which no time-out of the server concerns. */
    public Connection connect() throws SQLException {
        return settings("127.0.0.1:" + port, DATABASE, "?options=" + NO_TIME_OUTS).open("soak", PATIENCE);
    }

    public boolean isRunning() throws IOException {
        return server.isRunning();
    }

    /** Starts it unless it runs; returns when it accepts connections. */
    public void start() throws IOException {
        if (!server.isRunning()) {
            server.start(port);
        }
    }

    /** Sessions are ended, open transactions rolled back. */
    public void stopFast() throws IOException {
        server.stop();
    }

    /** The stop in the mode "immediate": nothing more is written, the next start recovers. */
    public void stopImmediately() throws IOException, InterruptedException {
        end("QUIT");
    }

    public void kill() throws IOException, InterruptedException {
        end("KILL");
    }

    private void end(String signal) throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = ProcessHandle.of(PostgresServer.pidIn(home));
        if (postmaster.isPresent()) {
            Signals.send(signal, postmaster.get().pid());
            postmaster.get().onExit().join();
        }
    }

    /** SIGKILL to one server process: the others end all sessions and recover, the postmaster stays. */
    public void killBackend(int pid) throws InterruptedException {
        Signals.send("KILL", pid);
    }

    /** Lines of the server's log that must not be there. */
    public List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> COMPLAINTS.stream().anyMatch(line::contains)).limit(20).toList();
        }
    }

    public Path log() {
        return home.resolve("logs/postgresql.log");
    }
}
