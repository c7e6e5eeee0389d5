package dev.holdfast.tasks;

import dev.holdfast.database.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests without further options as the columns that {@code holdfast.submit_columns} takes: the quick way for many. */
final class RequestColumns {
    private static final String SUBMIT = "SELECT holdfast.submit_columns(?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final List<TaskRequest> requests;

    private RequestColumns(Connection connection, List<TaskRequest> requests) {
        this.connection = connection;
        this.requests = requests;
    }

    static List<Submitted> submit(Connection connection, List<TaskRequest> requests) throws SQLException {
        var columns = new RequestColumns(connection, requests);
        return Sql.list(connection, SUBMIT, row -> new Submitted(row.getLong(1), false),
                columns.of("name", "text", TaskRequest::name), columns.of("handler", "text", TaskRequest::handler),
                columns.of("payload", "text", TaskRequest::payload),
                columns.of("exclusive", "text", request -> literal(request.exclusive())),
                columns.of("shared", "text", request -> literal(request.shared())),
                columns.of("priority", "integer", TaskRequest::priority),
                columns.of("max_attempts", "integer", TaskRequest::maxAttempts),
                columns.of("parent", "bigint", TaskRequest::parent), columns.of("keep", "boolean", TaskRequest::keep));
    }

    /** Null where none of them has the field. */
    private @Nullable Array of(String field, String type, Function<TaskRequest, @Nullable Object> value)
            throws SQLException {
        return requests.stream().anyMatch(request -> request.fields().containsKey(field))
                ? connection.createArrayOf(type, requests.stream().map(value).toArray())
                : null;
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
