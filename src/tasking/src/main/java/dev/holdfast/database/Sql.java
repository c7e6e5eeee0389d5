package dev.holdfast.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one statement with parameters and maps its rows. Parameters may be null, text, numbers, booleans, and lists of
 * text or of numbers, which become arrays.
 */
public final class Sql {
    /** In a transaction rows come so many at a time, so that not all of them are kept as the server sent them until the last is read. */
    private static final int IN_TURN = 1_000;

    private Sql() {}

    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Runs work on a connection of the source and closes it.
     *
     * @throws HoldfastException for whatever the database objects to
     */
    public static <T extends @Nullable Object> T call(ConnectionSource source, Work<T> work) {
        try (Connection connection = source.get()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    public static <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper,
            @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.setFetchSize(IN_TURN);
            var rows = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
            }
            return rows;
        }
    }

    /** The first row, if there is one. */
    public static <T> Optional<T> first(Connection connection, String sql, RowMapper<T> mapper,
            @Nullable Object... parameters) throws SQLException {
        List<T> rows = list(connection, sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** The first column of the one row; null where that is null or there is no row. */
    public static <T> @Nullable T value(Connection connection, Class<T> type, String sql,
            @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getObject(1, type) : null;
            }
        }
    }

    /** Runs a statement for its effect, whatever it returns. */
    public static void run(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.execute();
        }
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Of a column of seconds. */
    public static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofNanos(Math.round(row.getDouble(column) * 1e9));
    }

    /** Of a column of seconds. */
    public static @Nullable Duration durationOrNull(ResultSet row, String column) throws SQLException {
        return duration(row.getObject(column, Double.class));
    }

    public static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofNanos(Math.round(seconds * 1e9));
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    public static List<Long> longs(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    /** Sets all parameters. */
    public static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case null -> statement.setObject(i + 1, null);
                case List<?> values -> statement.setArray(i + 1, array(statement.getConnection(), values));
                case Object value -> statement.setObject(i + 1, value);
            }
        }
    }

    /** Arrays of longs and texts are sent as the server keeps them, others as text. */
    private static Array array(Connection connection, List<?> values) throws SQLException {
        return switch (firstOf(values)) {
            case Long any -> connection.createArrayOf("bigint", values.toArray(Long[]::new));
            case String any -> connection.createArrayOf("text", values.toArray(String[]::new));
            case null, default -> connection.createArrayOf("text", values.toArray());
        };
    }

    private static @Nullable Object firstOf(List<?> values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
