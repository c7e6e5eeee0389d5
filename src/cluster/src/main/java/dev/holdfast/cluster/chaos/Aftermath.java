package dev.holdfast.cluster.chaos;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.NoConnection;
import dev.holdfast.database.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches what becomes of tasks whose workers were struck. Asks the database a hundred times a second. For one thread. */
final class Aftermath {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A worker counts as alive by the lock that its row says is its own: a watcher holds that of a dead one for a moment. */
    private static final String LOOK = """
            SELECT count(*) FILTER (WHERE a.session = h.session)                        AS held,
                   count(*) FILTER (WHERE a.session IS NULL OR a.session = h.session) AS unsettled
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS h (task, attempt, session)
            JOIN holdfast.running AS r ON r.task_id = h.task AND r.attempt = h.attempt
            JOIN holdfast.workers AS w ON w.id = r.worker_id
            LEFT JOIN holdfast.living_workers AS a ON a.worker_id = w.id AND a.session = w.backend_pid
            """;
    private static final String FATE = """
            SELECT count(*) FILTER (WHERE f.error_type IN ('WorkerLost', 'WorkerMissing')) AS lost,
                   count(*) FILTER (WHERE f.id IS NULL AND u.id IS NULL)                   AS gone
            FROM unnest(?::bigint[]) AS h (task)
            LEFT JOIN holdfast.finished   AS f ON f.id = h.task
            LEFT JOIN holdfast.unfinished AS u ON u.id = h.task
            """;

    private final ConnectionSource source;
    private final List<Long> tasks = new ArrayList<>();
    private final List<Long> attempts = new ArrayList<>();
    private final List<Long> sessions = new ArrayList<>();

    private record Look(int held, int unsettled) {}

    private record Fate(int lost, int gone) {}

    Aftermath(ConnectionSource source, List<Victim> struck) {
        this.source = source;
        for (Victim victim : struck) {
            tasks.addAll(victim.tasks());
            attempts.addAll(victim.attempts());
            victim.tasks().forEach(task -> sessions.add((long) victim.session()));
        }
    }

    /** @param struck at which moment of the monotonic clock */
    Blow await(Fault fault, @Nullable String worker, long struck) throws InterruptedException {
        if (tasks.isEmpty()) {
            return new Blow(fault, worker, 0, null, null, 0, 0);
        }
        Duration freed = null;
        Duration settled = null;
        for (Duration now = since(struck); settled == null && now.compareTo(LONGEST) < 0; now = since(struck)) {
            Look look = look();
            now = since(struck);
            if (look != null && look.held() == 0 && freed == null) {
                freed = now;
            }
            if (look != null && look.unsettled() == 0) {
                settled = now;
            } else {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
        Fate fate = fate();
        return new Blow(fault, worker, tasks.size(), freed, settled, fate.lost(), fate.gone());
    }

    /** Null while the server does not answer. */
    private @Nullable Look look() {
        try {
            return Sql.call(source, connection -> Sql.list(connection, LOOK,
                    row -> new Look(row.getInt("held"), row.getInt("unsettled")), tasks, attempts, sessions)
                    .getFirst());
        } catch (NoConnection | DatabaseError e) {
            return null;
        }
    }

    private Fate fate() {
        return Sql.call(source, connection -> Sql.list(connection, FATE,
                row -> new Fate(row.getInt("lost"), row.getInt("gone")), tasks).getFirst());
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
