package dev.holdfast.workers;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finishing and claiming in one round trip. The driver sends the statements together, and the server runs them in one
 * transaction since the session is in autocommit.
 */
final class Turns {
    private static final String FINISH = """
            SELECT * FROM holdfast.finish(?, ?::bigint[], ?::integer[], ?::holdfast.task_state[], ?::text[], ?::text[], ?::text[],
                                          ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])""";
    private static final String ADMIT = "SELECT holdfast.admit(takes => ?::text[])";
    /**
     * The claimed tasks as one row, null where there is none. For thousands of tasks a row for each would take server and driver more
     * than the rows of the tables that are read for them.
     */
    private static final String COLUMNS = """
            array_agg(id) AS ids, array_agg(name) AS names, array_agg(handler) AS handlers, array_agg(attempt) AS attempts,
            array_agg(max_attempts) AS max_attempts, array_agg(payload) AS payloads, array_agg(time_limit) AS time_limits,
            array_agg(unique_key) AS unique_keys, count(*) FILTER (WHERE NOT batch)::integer AS own,
            count(*) FILTER (WHERE NOT chained)::integer AS unchained, COALESCE(bool_or(needy), false) AS needy""";
    /** One row: what there is to do next, and the tasks. */
    private static final String CLAIM = """
            SELECT next.*, c.*
            FROM (SELECT EXISTS (SELECT FROM holdfast.submitted) OR EXISTS (SELECT FROM holdfast.following) AS more,
                         holdfast.keep_time(?::integer) AS until_due,
                         pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest_writer,
                         pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_writer) AS next
            LEFT JOIN (SELECT %s FROM holdfast.claim(?, ?, ?::bigint[], ?::text[], ?, ?)) AS c ON true"""
            .formatted(COLUMNS);
    private static final String GROW = "SELECT %s FROM holdfast.grow_train(?, ?, ?::text[], ?)".formatted(COLUMNS);
    private static final String FINISH_AND_CLAIM = FINISH + ";\n" + CLAIM;
    private static final String ADMIT_AND_CLAIM = ADMIT + ";\n" + CLAIM;

    private Turns() {}

    static Turn run(Connection connection, String name, int workerId, List<Ended> ended, Wish wish)
            throws SQLException {
        var parameters = new ArrayList<@Nullable Object>();
        List<String> takes = wish.slots() > 0 ? wish.handlers() : List.of();
        if (ended.isEmpty()) {
            parameters.add(takes);
        } else {
            // One pass over each table is enough where they come in the order of their ids. The JDK's comparators are
            // serializable, and a start cache keeps no such lambdas.
            List<Ended> ordered = ended.stream().sorted((a, b) -> Long.compare(a.task().id(), b.task().id())).toList();
            parameters.addAll(finishing(workerId, ordered, takes));
        }
        parameters.add(wish.slots() > 0 ? workerId : null);
        parameters.addAll(
                List.of(workerId, name, wish.others(), wish.handlers(), wish.slots(), wish.extra()));
        try (PreparedStatement statement = connection
                .prepareStatement(ended.isEmpty() ? ADMIT_AND_CLAIM : FINISH_AND_CLAIM)) {
            Sql.bind(statement, parameters.toArray());
            statement.execute();
            ResultSet first = statement.getResultSet();
            Map<Long, TaskState> finished = ended.isEmpty() ? Map.of() : finished(ended, first);
            int admitted = ended.isEmpty() && first.next() ? first.getInt(1) : 0;
            statement.getMoreResults();
            return turn(finished, statement.getResultSet(), admitted);
        }
    }

    /** Makes the worker's train longer; empty where that is not to be. */
    static List<Claimed> grow(Connection connection, String name, int workerId, List<String> handlers, int most)
            throws SQLException {
        return Sql.list(connection, GROW, Turns::claimedOrNone, workerId, name, handlers, most).getFirst();
    }

    private static Turn turn(Map<Long, TaskState> finished, ResultSet row, int admitted) throws SQLException {
        row.next();
        Duration untilDue = Sql.durationOrNull(row, "until_due");
        var writers = new Turn.Writers(row.getLong("oldest_writer"), row.getLong("next_writer"));
        boolean more = row.getBoolean("more");
        Admission left = !more ? Admission.DONE : admitted < 0 ? Admission.of(admitted) : Admission.MORE;
        return new Turn(finished, claimedOrNone(row), left, untilDue, writers);
    }

    private static List<@Nullable Object> finishing(int workerId, List<Ended> ended, List<String> next) {
        List<Written> written = ended.stream().map(e -> Written.of(e.outcome())).toList();
        return Arrays.asList(workerId, column(ended, e -> e.task().id()),
                columnUnlessAll(1L, ended, e -> (long) e.task().attempt()),
                columnUnlessAll(TaskState.COMPLETED.word(), ended, e -> e.outcome().state().word()),
                column(written, Written::result), column(written, Written::type),
                column(written, Written::message), column(written, Written::trace), next,
                column(ended, e -> e.ran() == null ? null : e.ran().begin()),
                column(ended, e -> e.ran() == null ? null : e.ran().end()), needy(ended));
    }

    /** What is said of completed tasks of a train. */
    static @Nullable Object[] riding(int workerId, List<Ended> ended) {
        return new @Nullable Object[]{workerId, column(ended, e -> e.task().id()),
                column(ended, e -> Written.of(e.outcome()).result()),
                column(ended, e -> e.ran() == null ? null : e.ran().begin()),
                column(ended, e -> e.ran() == null ? null : e.ran().end())};
    }

    /** One property of all of them; null where it is null for each. */
    private static <T> @Nullable List<@Nullable Object> column(List<T> ended, Function<T, @Nullable Object> property) {
        return columnUnlessAll(null, ended, property);
    }

    /** One property of all of them; null where it is the usual one for each, which the server need not be told. */
    private static <T> @Nullable List<@Nullable Object> columnUnlessAll(@Nullable Object usual, List<T> ended,
            Function<T, @Nullable Object> property) {
        var values = new ArrayList<@Nullable Object>(ended.size());
        boolean any = false;
        for (T one : ended) {
            Object value = property.apply(one);
            any |= !Objects.equals(value, usual);
            values.add(value);
        }
        return any ? values : null;
    }

    /** Those that may need a resource; null where all do. */
    private static @Nullable List<Long> needy(List<Ended> ended) {
        var ids = new ArrayList<Long>();
        for (Ended one : ended) {
            if (one.task().needy()) {
                ids.add(one.task().id());
            }
        }
        return ids.size() == ended.size() ? null : ids;
    }

    /** As they were to end, but for those that the server names. */
    private static Map<Long, TaskState> finished(List<Ended> ended, ResultSet others) throws SQLException {
        var states = new HashMap<Long, TaskState>(2 * ended.size());
        for (Ended one : ended) {
            states.put(one.task().id(), one.outcome().state());
        }
        while (others.next()) {
            String state = others.getString(2);
            if (state == null) {
                states.remove(others.getLong(1));
            } else {
                states.put(others.getLong(1), TaskState.of(state));
            }
        }
        return states;
    }

    /** In the order in which they are to run: those for the free slots, then a batch, then a chain. */
    private static List<Claimed> claimedOrNone(ResultSet row) throws SQLException {
        if (row.getArray("ids") == null) {
            return List.of();
        }
        var ids = (Long[]) row.getArray("ids").getArray();
        var names = (String[]) row.getArray("names").getArray();
        var handlers = (String[]) row.getArray("handlers").getArray();
        var attempts = (Integer[]) row.getArray("attempts").getArray();
        var maxAttempts = (Integer[]) row.getArray("max_attempts").getArray();
        var payloads = (String[]) row.getArray("payloads").getArray();
        var timeLimits = (@Nullable Double[]) row.getArray("time_limits").getArray();
        var uniqueKeys = (@Nullable String[]) row.getArray("unique_keys").getArray();
        int own = row.getInt("own");
        int unchained = row.getInt("unchained");
        boolean needy = row.getBoolean("needy");
        var claimed = new ArrayList<Claimed>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            claimed.add(new Claimed(ids[i], names[i], handlers[i], attempts[i], maxAttempts[i], payloads[i],
                    Sql.duration(timeLimits[i]), uniqueKeys[i], i >= own, i >= unchained, needy));
        }
        return claimed;
    }
}
