package dev.holdfast.metrics;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that the database knows, read when somebody asks and at most once a second, on a connection of their own. While it
 * cannot be reached they are NaN. Thread-safe.
 */
final class DatabaseNumbers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseNumbers.class);
    /** What has ended is counted by the workers; whether one is lost is told by the locks. */
    private static final Set<Phase> COUNTED = EnumSet.complementOf(
            EnumSet.of(Phase.COMPLETED, Phase.FAILED, Phase.CANCELED, Phase.SKIPPED, Phase.LOST));
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String OF_WORKER = """
            SELECT (SELECT count(*) FROM holdfast.running AS r WHERE r.worker_id = w.id AND NOT r.batch) AS used,
                   (SELECT count(*) FROM pg_locks AS l
                    WHERE l.pid = w.backend_pid AND l.locktype = 'advisory' AND l.granted
                      AND NOT (l.objsubid = 2 AND l.classid::bigint = holdfast.worker_space())) AS locks
            FROM holdfast.workers AS w WHERE w.id = ?
            """;

    private final ConnectionSettings database;
    private final Map<String, Double> numbers = new ConcurrentHashMap<>();
    private @Nullable Connection connection;
    private int workerId;
    private long readAt = System.nanoTime() - FRESH.toNanos();

    DatabaseNumbers(ConnectionSettings database, MeterRegistry registry) {
        this.database = database;
        gauge(registry, "used", "holdfast.slots.used", "Tasks that the worker runs");
        gauge(registry, "locks", "holdfast.locks.held", "Advisory locks that the worker holds for its tasks");
        for (Phase phase : COUNTED) {
            Gauge.builder("holdfast.tasks", () -> numbers.getOrDefault(phase.word(), Double.NaN))
                    .description(
                            "Tasks of the whole database that have not ended, each counted up to " + StateCounts.CAP)
                    .tag("phase", phase.word())
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String key, String name, String description) {
        Gauge.builder(name, () -> numbers.getOrDefault(key, Double.NaN)).description(description).register(registry);
    }

    synchronized void of(int worker) {
        workerId = worker;
    }

    synchronized void refresh() {
        if (System.nanoTime() - readAt < FRESH.toNanos()) {
            return;
        }
        try {
            Connection open = open();
            StateCounts counts = TaskReader.counts(open);
            COUNTED.forEach(phase -> numbers.put(phase.word(), (double) counts.of(phase)));
            Sql.first(open, OF_WORKER, row -> {
                numbers.put("used", row.getDouble("used"));
                numbers.put("locks", row.getDouble("locks"));
                return workerId;
            }, workerId);
        } catch (SQLException e) {
            log.debug("the database was not asked for numbers: {}", e.getMessage());
            numbers.clear();
            close();
        }
        readAt = System.nanoTime();
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.open("holdfast metrics", PATIENCE);
            open.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            connection = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        try (Connection open = connection) {
            connection = null;
        } catch (SQLException e) {
            log.debug("the connection for numbers was lost: {}", e.getMessage());
        }
    }
}
