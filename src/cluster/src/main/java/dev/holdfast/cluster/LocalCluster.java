package dev.holdfast.cluster;

import dev.holdfast.cluster.files.FileMutex;
import dev.holdfast.cluster.files.JsonFiles;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.postgres.PostgresServer;
import dev.holdfast.cluster.redis.RedisServer;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Failures;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import net.harawata.appdirs.AppDirsFactory;

/**
 * The local cluster of one user: a PostgreSQL server in a directory of theirs, on the loopback address only. Any number of
 * processes may start, join and stop it at once; a file lock lets one at a time decide. Thread-safe.
 */
public final class LocalCluster {
    private static final String NAME = "holdfast";

    private final Path home;

    private LocalCluster(Path home) {
        this.home = home;
    }

    public static LocalCluster in(Path home) {
        return new LocalCluster(home.toAbsolutePath().normalize());
    }

    /** The user's own: in {@code HOLDFAST_HOME}, else where the operating system keeps a user's data. */
    public static LocalCluster ofUser(Map<String, String> environment) {
        String home = environment.get("HOLDFAST_HOME");
        return in(Path.of(home != null && !home.isEmpty()
                ? home
                : AppDirsFactory.getInstance().getUserDataDir(NAME, null, null)));
    }

    public Path home() {
        return home;
    }

    /** A password file for other programs: {@code PGPASSFILE=… psql}. */
    public Path passwordFile() {
        return home.resolve("pgpass");
    }

    /**
     * Joins the server where it runs, else starts it, first making its database where there is none.
     *
     * @param port  the wanted port; 0 for that of last time, or a free one
     * @throws Refused when the port is taken, or this machine cannot run the server
     */
    public ConnectionSettings startOrJoin(int port) {
        try (FileMutex _ = FileMutex.acquire(PrivateFiles.createDirectory(home).resolve("cluster.lock"))) {
            PostgresServer server = PostgresServer.in(home);
            ClusterFile known = known().orElse(null);
            if (known != null && server.isRunning()) {
                if (port != 0 && port != known.port()) {
                    throw new Refused("the local cluster runs on port %d already".formatted(known.port()),
                            "Leave the port away to join it, or stop it first: holdfast down.");
                }
                // One that was just ending is gone afterwards, and is started below.
                if (ensureDatabase(server, known)) {
                    startRedis(known);
                    return settings(known);
                }
            }
            return start(server, known == null ? fresh(server) : known, port);
        } catch (SQLException e) {
            throw Failures.translate(e);
        } catch (IOException e) {
            throw new DatabaseError("the local cluster in %s could not be started: %s".formatted(home, e.getMessage()),
                    "Its log is in " + home.resolve("logs"), e);
        }
    }

    private ClusterFile fresh(PostgresServer server) throws IOException {
        if (server.exists()) {
            throw new Refused("%s has a database but no password for it: cluster.json is missing".formatted(home),
                    "Put cluster.json back from a backup, or move the directory data away to begin anew.");
        }
        ClusterFile fresh = ClusterFile.fresh();
        // Written before the database gets it: a password must not be lost by a crash in between.
        JsonFiles.write(file(), fresh);
        return fresh;
    }

    private ConnectionSettings start(PostgresServer server, ClusterFile known, int wanted)
            throws IOException, SQLException {
        if (!server.exists()) {
            server.create(known.password());
        }
        ClusterFile cluster = known
                .withPort(wanted != 0
                        ? checkFree(wanted)
                        : isFree(known.port()) ? known.port() : PostgresServer.anyFreePort());
        JsonFiles.write(file(), cluster);
        PrivateFiles.write(passwordFile(),
                "127.0.0.1:*:*:%s:%s%n".formatted(NAME, cluster.password()).getBytes(StandardCharsets.UTF_8));
        server.start(cluster.port());
        if (!ensureDatabase(server, cluster)) {
            throw new IOException("PostgreSQL ended right after its start");
        }
        startRedis(cluster);
        return settings(cluster);
    }

    /** Where it was ever used, workers may be in need of it. */
    private void startRedis(ClusterFile cluster) throws IOException {
        RedisServer redis = RedisServer.in(home, cluster.password());
        if (redis.exists()) {
            redis.startOrJoin();
        }
    }

    /** The address of the cluster's own Redis, which is started where it does not run. The cluster runs already. */
    public String redis() {
        try (FileMutex _ = FileMutex.acquire(PrivateFiles.createDirectory(home).resolve("cluster.lock"))) {
            ClusterFile known = known()
                    .orElseThrow(() -> new Refused("there is no local cluster", "holdfast up starts one."));
            return RedisServer.in(home, known.password()).startOrJoin();
        } catch (IOException e) {
            throw new DatabaseError("the Redis of the local cluster could not be started: " + e.getMessage(),
                    "Its log is in " + home.resolve("redis"), e);
        }
    }

    /** The settings of the running server; empty when it does not run. */
    public Optional<ConnectionSettings> running() {
        try {
            if (!PostgresServer.isRunningIn(home)) {
                return Optional.empty();
            }
            return known().map(LocalCluster::settings);
        } catch (IOException e) {
            throw new DatabaseError("the local cluster in %s cannot be looked at: %s".formatted(home, e.getMessage()),
                    null, e);
        }
    }

    /** The process id of the running server; 0 when it does not run. */
    public long serverPid() {
        try {
            return PostgresServer.pidIn(home);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Stops the server: open transactions are rolled back, everything committed is kept.
     *
     * @return false when it did not run
     */
    public boolean stop() {
        try (FileMutex _ = FileMutex.acquire(PrivateFiles.createDirectory(home).resolve("cluster.lock"))) {
            if (!PostgresServer.isRunningIn(home)) {
                return false;
            }
            PostgresServer.in(home).stop();
            RedisServer.in(home, known().map(ClusterFile::password).orElse("")).stop();
            return true;
        } catch (IOException e) {
            throw new DatabaseError("the local cluster in %s could not be stopped: %s".formatted(home, e.getMessage()),
                    null, e);
        }
    }

    /** Stops the server that runs as {@link #stop} does, and starts it again at the same port. */
    public void restart() {
        try (FileMutex _ = FileMutex.acquire(PrivateFiles.createDirectory(home).resolve("cluster.lock"))) {
            PostgresServer server = PostgresServer.in(home);
            ClusterFile known = known()
                    .orElseThrow(() -> new Refused("there is no local cluster", "holdfast up starts one."));
            server.stop();
            server.start(known.port());
        } catch (IOException e) {
            throw new DatabaseError("the local cluster in %s could not be restarted: %s".formatted(home,
                    e.getMessage()), "Its log is in " + home.resolve("logs"), e);
        }
    }

    private Optional<ClusterFile> known() throws IOException {
        return JsonFiles.read(file(), ClusterFile.class);
    }

    private Path file() {
        return home.resolve("cluster.json");
    }

    private static ConnectionSettings settings(ClusterFile cluster) {
        return settings(cluster, NAME);
    }

    private static ConnectionSettings settings(ClusterFile cluster, String database) {
        return new ConnectionSettings("jdbc:postgresql://127.0.0.1:%d/%s".formatted(cluster.port(), database), NAME,
                cluster.password());
    }

    /**
     * Waits until the server can be used. Creates the database where the program that started the server did not come
     * to it.
     *
     * @return false when the server has ended instead
     */
    private static boolean ensureDatabase(PostgresServer server, ClusterFile cluster) throws IOException, SQLException {
        Optional<Connection> connected = server.connect(settings(cluster, "postgres"));
        if (connected.isEmpty()) {
            return false;
        }
        try (Connection connection = connected.get()) {
            if (Sql.value(connection, Integer.class, "SELECT 1 FROM pg_database WHERE datname = ?", NAME) == null) {
                Sql.run(connection, "CREATE DATABASE " + NAME);
            }
            return true;
        }
    }

    private static int checkFree(int port) {
        if (!isFree(port)) {
            throw new Refused("port %d is in use by another program".formatted(port),
                    "Choose another one, or leave it away for a free one.");
        }
        return port;
    }

    private static boolean isFree(int port) {
        if (port == 0) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
