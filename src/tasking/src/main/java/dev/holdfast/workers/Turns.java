package dev.holdfast.workers;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
                                          ?::text[], ?::text[], ?::bigint[], ?::bigint[])""";
    private static final String ADMIT = "SELECT holdfast.admit()";
    private static final String CLAIM = "SELECT * FROM holdfast.claim(?, ?, ?::bigint[], ?::text[], ?, ?)";
    private static final String WHAT_NEXT = """
            SELECT EXISTS (SELECT FROM holdfast.submitted) OR EXISTS (SELECT FROM holdfast.following),
                   holdfast.keep_time(?::integer)""";
    private static final String FINISH_AND_CLAIM = String.join(";\n", FINISH, CLAIM, WHAT_NEXT);
    private static final String ADMIT_AND_CLAIM = String.join(";\n", ADMIT, CLAIM, WHAT_NEXT);

    private Turns() {}

    static Turn run(Connection connection, String name, int workerId, List<Ended> ended, Wish wish)
            throws SQLException {
        var parameters = new ArrayList<@Nullable Object>();
        if (!ended.isEmpty()) {
            // One pass over each table is enough where they come in the order of their ids.
            List<Ended> ordered = ended.stream().sorted(Comparator.comparingLong(e -> e.task().id())).toList();
            parameters.addAll(finishing(workerId, ordered, wish.slots() > 0 ? wish.handlers() : List.of()));
        }
        parameters.addAll(
                List.of(workerId, name, wish.others(), wish.handlers(), wish.slots(), wish.extra()));
        parameters.add(wish.slots() > 0 ? workerId : null);
        try (PreparedStatement statement = connection
                .prepareStatement(ended.isEmpty() ? ADMIT_AND_CLAIM : FINISH_AND_CLAIM)) {
            Sql.bind(statement, parameters.toArray());
            statement.execute();
            ResultSet first = statement.getResultSet();
            Map<Long, TaskState> finished = ended.isEmpty() ? Map.of() : finished(first);
            boolean othersAdmit = ended.isEmpty() && first.next() && first.getInt(1) < 0;
            statement.getMoreResults();
            List<Claimed> claimed = claimed(statement.getResultSet());
            statement.getMoreResults();
            ResultSet last = statement.getResultSet();
            last.next();
            return new Turn(finished, claimed, last.getBoolean(1) && !othersAdmit,
                    duration(last.getObject(2, Double.class)));
        }
    }

    private static List<@Nullable Object> finishing(int workerId, List<Ended> ended, List<String> next) {
        return Arrays.asList(workerId, column(ended, e -> e.task().id()), column(ended, e -> (long) e.task().attempt()),
                column(ended, e -> word(e.outcome())), column(ended, e -> result(e.outcome())),
                column(ended, e -> error(e.outcome(), TaskError::type)),
                column(ended, e -> error(e.outcome(), TaskError::message)),
                column(ended, e -> error(e.outcome(), TaskError::trace)), next,
                column(ended, e -> e.ran() == null ? null : e.ran().begin()),
                column(ended, e -> e.ran() == null ? null : e.ran().end()));
    }

    /** One property of all of them; null where it is null for each. */
    private static @Nullable List<@Nullable Object> column(List<Ended> ended,
            Function<Ended, @Nullable Object> property) {
        var values = new ArrayList<@Nullable Object>(ended.size());
        ended.forEach(e -> values.add(property.apply(e)));
        return values.stream().allMatch(Objects::isNull) ? null : values;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed done -> "completed";
            case Outcome.Failed failed -> "failed";
            case Outcome.Canceled canceled -> "canceled";
        };
    }

    private static @Nullable String result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed done -> done.result();
            case Outcome.Failed failed -> failed.result();
            case Outcome.Canceled canceled -> null;
        };
    }

    private static @Nullable String error(Outcome outcome, Function<TaskError, @Nullable String> part) {
        return switch (outcome) {
            case Outcome.Completed done -> null;
            case Outcome.Failed failed -> LockSession.storable(part.apply(failed.error()));
            case Outcome.Canceled canceled -> part.apply(new TaskError("Canceled", "canceled while it ran", null));
        };
    }

    private static Map<Long, TaskState> finished(ResultSet rows) throws SQLException {
        var states = new HashMap<Long, TaskState>();
        while (rows.next()) {
            states.put(rows.getLong(1), TaskState.of(rows.getString(2)));
        }
        return states;
    }

    private static List<Claimed> claimed(ResultSet rows) throws SQLException {
        var tasks = new ArrayList<Claimed>();
        while (rows.next()) {
            String uniqueKey = rows.getString(9);
            tasks.add(new Claimed(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getInt(4),
                    rows.getInt(5), rows.getString(6), duration(rows.getObject(8, Double.class)),
                    uniqueKey == null ? "task-" + rows.getLong(1) : uniqueKey, rows.getBoolean(7),
                    rows.getBoolean(10)));
        }
        return tasks;
    }

    static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
    }
}
