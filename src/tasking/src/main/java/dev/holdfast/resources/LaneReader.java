package dev.holdfast.resources;

import dev.holdfast.database.Sql;
import dev.holdfast.resources.Lanes.Run;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads who held which resource in the latest minutes, on a connection that the caller provides: at first all of them,
 * then only what has ended since. Stateless, so thread-safe.
 */
public final class LaneReader {
    /** Uses the index on the end; what never started held nothing. */
    static final String ENDED = """
            SELECT f.id, f.name, w.name AS worker, f.exclusive, f.shared, COALESCE(f.ready_at, f.started_at) AS ready_at,
                   f.started_at, f.finished_at
            FROM holdfast.finished AS f
            LEFT JOIN holdfast.workers AS w ON w.id = f.worker_id
            WHERE f.finished_at > ? AND f.started_at IS NOT NULL AND (f.exclusive <> '{}' OR f.shared <> '{}')
            ORDER BY f.finished_at DESC
            LIMIT ?
            """;
    private static final String RUNNING = """
            SELECT u.id, u.name, w.name AS worker, u.exclusive, u.shared, r.ready_at, r.started_at,
                   NULL::timestamptz AS finished_at
            FROM (SELECT * FROM holdfast.running ORDER BY task_id LIMIT 5000) AS r
            JOIN holdfast.unfinished AS u ON u.id = r.task_id
            LEFT JOIN holdfast.workers AS w ON w.id = r.worker_id
            WHERE u.exclusive <> '{}' OR u.shared <> '{}'
            """;
    /** What ends is seen when it is committed, which may be a while after the time that it bears. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private LaneReader() {}

    /**
     * The lanes now, from those read before and what has changed.
     *
     * @param at    the database's clock at this reading
     * @param limit how many tasks that have ended are read and kept at most, the latest ones
     */
    public static Lanes read(Connection connection, Instant at, Lanes before, int limit) throws SQLException {
        Instant horizon = at.minus(Lanes.SPAN);
        Instant from = Lane.later(horizon, before.at().minus(LATE));
        var once = new HashMap<String, String>();
        List<Run> fresh = Sql.list(connection, ENDED, row -> run(row, once), from.atOffset(ZoneOffset.UTC), limit);
        boolean cut = fresh.size() == limit;
        List<Run> ended = cut ? fresh : merge(fresh, before.ended(), horizon, limit);
        Instant since = Lane.later(horizon, ended.size() < limit
                ? before.since()
                : Objects.requireNonNull(ended.getLast().hold().ended()));
        return Lanes.of(since, at, ended, Sql.list(connection, RUNNING, row -> run(row, once)));
    }

    private static List<Run> merge(List<Run> fresh, List<Run> old, Instant horizon, int limit) {
        Set<Long> known = new HashSet<>();
        fresh.forEach(run -> known.add(run.hold().taskId()));
        var all = new ArrayList<>(fresh);
        for (Run run : old) {
            if (all.size() < limit && run.hold().until(horizon).isAfter(horizon) && known.add(run.hold().taskId())) {
                all.add(run);
            }
        }
        return List.copyOf(all);
    }

    /** @param once each text that was read, kept only once: thousands of tasks bear few names */
    private static Run run(ResultSet row, Map<String, String> once) throws SQLException {
        String worker = row.getString("worker");
        var hold = new Hold(row.getLong("id"), same(row.getString("name"), once), true,
                worker == null ? null : same(worker, once), Sql.instant(row, "ready_at"),
                Sql.instant(row, "started_at"), Sql.instantOrNull(row, "finished_at"));
        return new Run(hold, same(Sql.texts(row, "exclusive"), once), same(Sql.texts(row, "shared"), once));
    }

    private static List<String> same(List<String> texts, Map<String, String> once) {
        return texts.stream().map(text -> same(text, once)).toList();
    }

    private static String same(String text, Map<String, String> once) {
        String known = once.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
