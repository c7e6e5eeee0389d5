package dev.holdfast.tasks;

import dev.holdfast.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests without further options as the columns that {@code holdfast.submit_columns} takes: the quick way for many. */
final class RequestColumns {
    /** One row for all ids: a message for each would take as long as a tenth of the rest. */
    private static final String SUBMIT = "SELECT ARRAY(SELECT holdfast.submit_columns(?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

    private final Connection connection;
    private final List<TaskRequest> requests;

    private RequestColumns(Connection connection, List<TaskRequest> requests) {
        this.connection = connection;
        this.requests = requests;
    }

    static List<Submitted> submit(Connection connection, List<TaskRequest> requests) throws SQLException {
        var columns = new RequestColumns(connection, requests);
        Array ids = Objects.requireNonNull(Sql.value(connection, Array.class, SUBMIT,
                requests.size(),
                columns.of("name", "text", String[]::new, TaskRequest::name),
                columns.of("handler", "text", String[]::new, TaskRequest::handler),
                columns.of("payload", "text", String[]::new, TaskRequest::payload),
                columns.of("exclusive", "text", String[]::new, request -> literal(request.exclusive())),
                columns.of("shared", "text", String[]::new, request -> literal(request.shared())),
                columns.of("priority", "integer", Integer[]::new, TaskRequest::priority),
                columns.of("max_attempts", "integer", Integer[]::new, TaskRequest::maxAttempts),
                columns.of("parent", "bigint", Long[]::new, TaskRequest::parent),
                columns.of("keep", "boolean", Boolean[]::new, TaskRequest::keep)));
        return Stream.of((Long[]) ids.getArray()).map(id -> new Submitted(id, false)).toList();
    }

    /** One element where all have the same; null where none of them has the field. */
    private <T> @Nullable Array of(String field, String type, IntFunction<T[]> array,
            Function<TaskRequest, @Nullable T> value) throws SQLException {
        if (requests.stream().noneMatch(request -> request.fields().containsKey(field))) {
            return null;
        }
        T[] values = requests.stream().map(value).toArray(array);
        boolean alike = values[0] != null && Stream.of(values).allMatch(values[0]::equals);
        return connection.createArrayOf(type, alike ? Arrays.copyOf(values, 1) : values);
    }

    /** An array in PostgreSQL's notation; null for an empty one. */
    private static @Nullable String literal(List<String> texts) {
        if (texts.isEmpty()) {
            return null;
        }
        var literal = new StringBuilder("{");
        for (String text : texts) {
            literal.append(literal.length() == 1 ? "\"" : ",\"")
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
