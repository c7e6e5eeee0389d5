package dev.holdfast.cli.session;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local cluster of this user, as the commands need it. All methods throw {@link HoldfastException}. */
public interface LocalCluster {
    /** Joins the server, or starts it where it does not run; starts no workers. */
    Joined join();

    /**
     * Joins or starts the server and starts workers.
     *
     * @param data where the server keeps its data; null for the usual place
     * @param port where it listens; null for one that is free
     */
    Running up(int workers, @Nullable Path data, @Nullable Integer port);

    /** Stops the workers, then the server, and waits for that; false where nothing ran. */
    boolean down();

    /** The address of its own Redis, which is started where it does not run. */
    String redis();

    /** What runs; empty where the server does not. */
    Optional<Status> status();

    /** @param started whether it had to be started */
    record Joined(ConnectionSettings settings, boolean started) {}

    /** A server with workers that this process started and answers for. */
    interface Running extends AutoCloseable {
        ConnectionSettings settings();

        /** A file for PGPASSFILE. */
        Path passwordFile();

        /** Whether the server still answers for its part; workers that died were started again. */
        boolean isAlive();

        /** Drains the workers and stops the server, in this order. */
        @Override
        void close();
    }

    /**
     * @param settings how to connect; not for people
     * @param workers  the names of the worker processes that run
     */
    record Status(ConnectionSettings settings, Path data, Path passwordFile, long pid, List<String> workers) {
        public Status {
            workers = List.copyOf(workers);
        }
    }
}
