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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finishing and claiming in one round trip. The driver sends the statements together, and the server runs them in one
 * transaction since the session is in autocommit.
 */
final class Turns {
    private static final String FINISH = """
            SELECT * FROM holdfast.finish(?, ?::bigint[], ?::integer[], ?::holdfast.task_state[], ?::text[], ?::text[], ?::text[],
                                          ?::text[], ?::text[], ?::bigint[], ?::bigint[])""";
    private static final String ADMIT = "SELECT holdfast.admit(takes => ?::text[])";
    /** One row for each task, or one without a task; each also says what there is to do next. */
    private static final String CLAIM = """
            SELECT c.*, next.more, next.until_due, next.oldest_writer, next.next_writer
            FROM (SELECT EXISTS (SELECT FROM holdfast.submitted) OR EXISTS (SELECT FROM holdfast.following) AS more,
                         holdfast.keep_time(?::integer) AS until_due,
                         pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest_writer,
                         pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_writer) AS next
            LEFT JOIN holdfast.claim(?, ?, ?::bigint[], ?::text[], ?, ?) AS c ON true""";
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
            Map<Long, TaskState> finished = ended.isEmpty() ? Map.of() : finished(first);
            int admitted = ended.isEmpty() && first.next() ? first.getInt(1) : 0;
            statement.getMoreResults();
            return turn(finished, statement.getResultSet(), admitted);
        }
    }

    private static Turn turn(Map<Long, TaskState> finished, ResultSet rows, int admitted) throws SQLException {
        var claimed = new ArrayList<Claimed>();
        rows.next();
        boolean more = rows.getBoolean("more");
        Duration untilDue = Sql.durationOrNull(rows, "until_due");
        var writers = new Turn.Writers(rows.getLong("oldest_writer"), rows.getLong("next_writer"));
        if (rows.getObject("id") != null) {
            do {
                claimed.add(claimed(rows));
            } while (rows.next());
        }
        Admission left = !more ? Admission.DONE : admitted < 0 ? Admission.of(admitted) : Admission.MORE;
        return new Turn(finished, claimed, left, untilDue, writers);
    }

    private static List<@Nullable Object> finishing(int workerId, List<Ended> ended, List<String> next) {
        List<Written> written = ended.stream().map(e -> Written.of(e.outcome())).toList();
        return Arrays.asList(workerId, column(ended, e -> e.task().id()), column(ended, e -> (long) e.task().attempt()),
                column(written, Written::state), column(written, Written::result), column(written, Written::type),
                column(written, Written::message), column(written, Written::trace), next,
                column(ended, e -> e.ran() == null ? null : e.ran().begin()),
                column(ended, e -> e.ran() == null ? null : e.ran().end()));
    }

    /** One property of all of them; null where it is null for each. */
    private static <T> @Nullable List<@Nullable Object> column(List<T> ended, Function<T, @Nullable Object> property) {
        var values = new ArrayList<@Nullable Object>(ended.size());
        boolean any = false;
        for (T one : ended) {
            Object value = property.apply(one);
            any |= value != null;
            values.add(value);
        }
        return any ? values : null;
    }

    private static Map<Long, TaskState> finished(ResultSet rows) throws SQLException {
        var states = new HashMap<Long, TaskState>();
        while (rows.next()) {
            states.put(rows.getLong(1), TaskState.of(rows.getString(2)));
        }
        return states;
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        String uniqueKey = row.getString(9);
        return new Claimed(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getInt(5),
                row.getString(6), Sql.durationOrNull(row, "time_limit"),
                uniqueKey == null ? "task-" + row.getLong(1) : uniqueKey, row.getBoolean(7), row.getBoolean(10));
    }
}
