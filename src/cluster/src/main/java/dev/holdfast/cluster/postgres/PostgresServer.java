package dev.holdfast.cluster.postgres;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Failures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server whose data is in {@code data} under a home directory. It goes on when the process that started it
 * ends. Only one process at a time may start or stop it; the caller sees to that.
 */
public final class PostgresServer {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ORPHAN_TRIES = 50;
    private static final String SUPERUSER = "holdfast";
    private static final String SETTINGS = """

            # Holdfast's
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200
            # A task that needs 1,000 resources takes 1,001 locks.
            max_locks_per_transaction = 1024
            shared_buffers = 128MB
            # Less was enough for the password of random letters.
            scram_iterations = 4096
            logging_collector = on
            log_directory = '../logs'
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            log_rotation_size = 0
            """;

    private final Path home;
    private final Path data;
    private final PostgresBinaries binaries;
    private final ServerAccount account;

    private PostgresServer(Path home, PostgresBinaries binaries, ServerAccount account) {
        this.home = home;
        this.data = home.resolve("data");
        this.binaries = binaries;
        this.account = account;
    }

    /** The server of a home directory, running or not; unpacks its programs where they are missing. */
    public static PostgresServer in(Path home) throws IOException {
        return in(home, ServerAccount.choose());
    }

    static PostgresServer in(Path home, ServerAccount account) throws IOException {
        var binaries = PostgresBinaries.unpackedIn(home);
        account.open(home, binaries);
        return new PostgresServer(home, binaries, account);
    }

    /** Whether the database was ever created. */
    public boolean exists() {
        return Files.exists(data);
    }

    public boolean isRunning() throws IOException {
        return isRunningIn(home);
    }

    public static boolean isRunningIn(Path home) throws IOException {
        return PostmasterFile.read(home.resolve("data")).filter(PostmasterFile::isAlive).isPresent();
    }

    /** The process id of the server; 0 when it does not run. */
    public static long pidIn(Path home) throws IOException {
        return PostmasterFile.read(home.resolve("data"))
                .filter(PostmasterFile::isAlive)
                .map(PostmasterFile::pid)
                .orElse(0L);
    }

    /** Creates the database, whole or not at all. */
    public void create(String password) throws IOException {
        Path part = PrivateFiles.createTemporaryDirectory(home, "creating-");
        Path secret = PrivateFiles.createFile(home.resolve("creating.password"));
        try {
            Files.writeString(secret, password);
            account.own(part);
            account.own(secret);
            // To stretch a password of random letters protects nothing, and would cost each new connection 20 ms.
            run("initdb", "-D", part.toString(), "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile=" + secret,
                    "-c", "scram_iterations=1", "-E", "UTF8", "--locale=C", "--no-instructions");
            Files.writeString(part.resolve("postgresql.conf"), SETTINGS, StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
            Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(secret);
            PrivateFiles.deleteTree(part);
        }
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @throws IOException when it does not; the message has the last lines of its log
     */
    public void start(int port) throws IOException {
        refuseOtherVersion();
        removeStaleFile();
        var logs = new ServerLogs(PrivateFiles.createDirectory(home.resolve("logs")));
        account.own(logs.directory());
        for (int tries = 1;; tries++) {
            logs.begin();
            try {
                run("pg_ctl", "start", "-w", "-t", Long.toString(LONGEST.toSeconds()), "-D", data.toString(), "-l",
                        logs.ofStart().toString(), "-o", "-p " + port);
                return;
            } catch (IOException e) {
                List<String> reason = logs.lastLines();
                if (!isHeldByOrphans(reason) || tries == ORPHAN_TRIES) {
                    throw new IOException("PostgreSQL did not start: " + String.join("\n", reason), e);
                }
                pause();
            }
        }
    }

    /** Sessions of a server that was killed notice it within moments, and end; until then no other may start. */
    private static boolean isHeldByOrphans(List<String> reason) {
        return reason.stream().anyMatch(line -> line.contains("pre-existing shared memory block"));
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for PostgreSQL");
        }
    }

    /**
     * Opens a connection to a server whose process is there: while it is starting, recovering or ending, this waits.
     *
     * @return empty when the process has ended
     * @throws SQLException when it runs and still refuses, for another reason or for too long
     */
    public Optional<Connection> connect(ConnectionSettings settings) throws SQLException, IOException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (isRunning()) {
            try {
                return Optional.of(settings.open("holdfast cluster"));
            } catch (SQLException e) {
                if (!Failures.isConnectionLoss(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
        return Optional.empty();
    }

    /** Stops the server; sessions are ended, open transactions rolled back. */
    public void stop() throws IOException {
        run("pg_ctl", "stop", "-w", "-m", "fast", "-t", Long.toString(LONGEST.toSeconds()), "-D", data.toString());
    }

    private void refuseOtherVersion() throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresBinaries.majorVersion())) {
            throw new IOException(
                    "the data in %s are those of PostgreSQL %s, this Holdfast brings %s".formatted(data, version,
                            PostgresBinaries.majorVersion()));
        }
    }

    /**
     * After a power cut the file of the last start may name a process that is somebody else's now; PostgreSQL would refuse
     * to start beside it. A process that is gone it recognises itself, and checks more than we could.
     */
    private void removeStaleFile() throws IOException {
        var file = PostmasterFile.read(data);
        if (file.isPresent() && !file.get().isAlive() && ProcessHandle.of(file.get().pid()).isPresent()) {
            Files.delete(file.get().file());
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        Programs.run(command, LONGEST.plusSeconds(10));
    }

    /** A port that nobody uses at this moment. */
    public static int anyFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
