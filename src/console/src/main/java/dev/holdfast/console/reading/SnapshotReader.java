package dev.holdfast.console.reading;

import dev.holdfast.access.Login;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.console.links.View;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import dev.holdfast.overview.Overview;
import dev.holdfast.overview.OverviewReader;
import dev.holdfast.overview.Pulse;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots on one connection, in one read-only transaction whose statements give up soon: a console must not
 * hang behind a lock, nor pile up sessions, in the very incident it is there to show. For one thread.
 */
public final class SnapshotReader implements SnapshotSource {
    /** Longer than a statement may take: who has not answered by then has fallen silent. A shorter one of the address holds. */
    private static final int SILENCE_MILLIS = 4_000;

    /** How far the server's log has come: whatever is changed is written there first. */
    private static final String WRITTEN = """
            SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)::text
            """;

    private static final Duration OVERVIEW_EVERY = Duration.ofSeconds(3);
    private static final Duration SHOWN_OVERVIEW_EVERY = Duration.ofSeconds(1);
    private static final long LOGIN_SECONDS = 5;
    /** What is not shown takes one part in so many of the time. */
    private static final int SMALL_SHARE = 2_000;
    private static final int SHOWN_OVERVIEW_SHARE = 100;
    private static final int OVERVIEW_ROWS = 20;

    private final ConnectionSource source;
    private final Living living = new Living(SMALL_SHARE);
    private final Seldom<StateCounts> counts = new Seldom<>(SMALL_SHARE);
    private final Seldom<List<WorkerRow>> crews = new Seldom<>(SMALL_SHARE);
    private final Lists lists = new Lists();
    private final Costs overviews = new Costs();
    private boolean overviewWanted;
    private @Nullable String written;

    public SnapshotReader(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Snapshot read(Interest interest, Snapshot previous) {
        return patiently(connection -> read(connection, interest, previous));
    }

    @Override
    public Snapshot lists(Interest interest, Snapshot previous) {
        return patiently(connection -> {
            Start start = Start.of(connection);
            return lists.read(connection, start, interest, previous, same -> living.read(same, start.time()));
        });
    }

    private Snapshot patiently(Sql.Work<Snapshot> reading) {
        return Sql.call(source, connection -> {
            int own = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, own == 0 ? SILENCE_MILLIS : Math.min(own, SILENCE_MILLIS));
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return reading.with(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
            }
        });
    }

    @Override
    public void spareNothing() {
        living.forget();
        counts.forget();
        crews.forget();
        overviewWanted = true;
    }

    /** By any database of the server. What changes between this look and the reading after it is told once more. */
    @Override
    public boolean hasChanged() {
        String before = written;
        written = Sql.call(source,
                connection -> Objects.requireNonNull(Sql.value(connection, String.class, WRITTEN)));
        return !Objects.equals(before, written);
    }

    private Snapshot read(Connection connection, Interest interest, Snapshot previous) throws SQLException {
        Start start = Start.of(connection);
        Instant time = start.time();
        boolean overviewed = interest.view() == View.OVERVIEW;
        boolean counting = overviewed || interest.view() == View.TASKS;
        StateCounts counted = counting
                ? counts.anew(connection, time, TaskReader::counts)
                : counts.read(connection, time, TaskReader::counts);
        Overview overview = overview(connection, time, previous.overview(), overviewed);
        boolean manned = overviewed || interest.view() == View.WORKERS;
        Set<Integer> alive = manned ? living.anew(connection, time) : living.read(connection, time);
        Sql.Work<List<WorkerRow>> crew = same -> WorkerReader.list(same, interest.endedWorkers(), Interest.ROWS, alive);
        List<WorkerRow> workers = manned ? crews.anew(connection, time, crew) : crews.read(connection, time, crew);
        Snapshot shown = lists.read(connection, start, interest, previous, same -> alive);
        TypeState type = TypeState.read(connection);
        Pulse pulse = OverviewReader.pulse(connection);
        Login login = login(connection, time, previous);
        return new Snapshot(interest, time, start.took(), login, type, counted,
                shown.tasks(), shown.detail(), workers, shown.locks(), shown.resources(), shown.queue(), shown.lanes(),
                pulse, overview, shown.graph(), shown.audit(), shown.group(), previous.readings());
    }

    /**
     * Anew after some seconds, and the later the longer it took: it is to cost the server next to nothing. Tells by the way who
     * lives.
     */
    private Overview overview(Connection connection, Instant now, Overview last, boolean shown) throws SQLException {
        Reading reading = new Reading(last.at(), overviews.least());
        Instant due = shown
                ? reading.again(SHOWN_OVERVIEW_EVERY, SHOWN_OVERVIEW_SHARE)
                : reading.again(OVERVIEW_EVERY, SMALL_SHARE);
        if (now.isBefore(due) && !overviewWanted) {
            return last;
        }
        overviewWanted = false;
        int newest = WorkerReader.newest(connection);
        OverviewReader.Look look = OverviewReader.read(connection, now, OVERVIEW_ROWS);
        living.seen(look.alive(), newest, now);
        overviews.add(look.overview().took());
        return look.overview();
    }

    /** Anew every few seconds: rights change seldom, and not to be missed for long. */
    private static Login login(Connection connection, Instant now, Snapshot previous) throws SQLException {
        long before = previous.serverTime().getEpochSecond() / LOGIN_SECONDS;
        return before == now.getEpochSecond() / LOGIN_SECONDS ? previous.login() : Login.read(connection);
    }
}
