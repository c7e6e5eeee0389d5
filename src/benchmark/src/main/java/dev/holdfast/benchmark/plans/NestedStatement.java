package dev.holdfast.benchmark.plans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement inside a function really cost, as auto_explain tells the session that called the function.
 *
 * @param text  its SQL, in one line
 * @param pages read or found in shared buffers
 * @param plan  its nodes from the top, such as {@code LockRows/Limit/Index Scan tasks_ready}
 */
record NestedStatement(String text, double millis, long pages, String plan) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern MESSAGE = Pattern.compile("duration: ([0-9.]+) ms\\s+plan:\\s+(\\{.*)",
            Pattern.DOTALL);

    /** Has the session tell the plans of all that it runs from now on. */
    static void explainIn(Connection connection) throws SQLException {
        Sql.run(connection, "LOAD 'auto_explain'");
        for (String setting : List.of("log_min_duration = 0", "log_analyze = on", "log_buffers = on",
                "log_timing = off", "log_nested_statements = on", "log_format = 'json'", "log_level = 'notice'")) {
            Sql.run(connection, "SET auto_explain." + setting);
        }
    }

    /** Runs a statement and returns those that ran inside it, in order. */
    static List<NestedStatement> inside(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            var nested = new ArrayList<NestedStatement>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                Matcher matcher = MESSAGE.matcher(String.valueOf(warning.getMessage()));
                if (matcher.matches()) {
                    nested.add(parse(Double.parseDouble(matcher.group(1)), matcher.group(2)));
                }
            }
            nested.removeIf(one -> sql.contains(one.text));
            return nested;
        }
    }

    private static NestedStatement parse(double millis, String json) {
        try {
            JsonNode document = JSON.readTree(json);
            JsonNode plan = document.path("Plan");
            return new NestedStatement(document.path("Query Text").asText().strip().replaceAll("\\s+", " "), millis,
                    plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong(), nodes(plan));
        } catch (JsonProcessingException e) {
            throw new DatabaseError("auto_explain told a plan that is no JSON", null, e);
        }
    }

    private static String nodes(JsonNode plan) {
        String relation = plan.path("Index Name").asText(plan.path("Relation Name").asText());
        var nodes = new StringBuilder(plan.path("Node Type").asText());
        if (!relation.isEmpty()) {
            nodes.append(' ').append(relation);
        }
        for (JsonNode child : plan.path("Plans")) {
            nodes.append('/').append(nodes(child));
        }
        return nodes.toString();
    }
}
