package dev.holdfast.tasks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

/** A filter as one query on the view of all tasks, with all values in it: to be read, changed and run by people. */
final class FilterSql {
    private FilterSql() {}

    static String of(TaskFilter filter) {
        var conditions = new ArrayList<String>();
        if (!filter.states().isEmpty()) {
            conditions.add("t.state IN (%s)".formatted(texts(filter.states().stream().map(TaskState::word).toList())));
        }
        if (!filter.phases().isEmpty()) {
            conditions.add("%s IN (%s)".formatted(
                    TaskReader.PHASE.replace("FROM alive", "FROM holdfast.living_workers AS alive"),
                    texts(filter.phases().stream().map(Phase::word).toList())));
        }
        if (filter.name() != null) {
            conditions.add("t.name ILIKE " + text(Objects.requireNonNull(TaskSearch.pattern(filter.name()))));
        }
        if (filter.resource() != null) {
            conditions.add(text(filter.resource()) + " = ANY (t.exclusive || t.shared)");
        }
        if (filter.worker() != null) {
            conditions.add("t.worker_id IN (SELECT w.id FROM holdfast.workers AS w WHERE w.name = %s)"
                    .formatted(text(filter.worker())));
        }
        if (filter.group() != null) {
            conditions.add("t.group_id = (SELECT g.id FROM holdfast.task_groups AS g WHERE g.name = %s)"
                    .formatted(text(filter.group())));
        }
        if (filter.blockedBy() != null) {
            conditions.add(behind(filter.blockedBy()));
        }
        if (filter.olderThan() != null) {
            conditions.add("t.submitted_at < now() - interval '%s seconds'"
                    .formatted(filter.olderThan().toMillis() / 1_000.0));
        }
        if (filter.notRetried()) {
            conditions.add(
                    "NOT EXISTS (SELECT FROM holdfast.finished AS f WHERE f.id = t.id AND f.retried_by IS NOT NULL)");
        }
        return "SELECT t.*\nFROM holdfast.tasks AS t\n"
                + (conditions.isEmpty() ? "" : "WHERE " + String.join("\n  AND ", conditions) + "\n")
                + "ORDER BY t.id" + (filter.newest() ? " DESC" : "");
    }

    private static String behind(long task) {
        return """
                t.state = 'waiting' AND t.id IN (
                      SELECT theirs.task_id
                      FROM holdfast.places AS its
                      JOIN holdfast.places AS theirs
                        ON theirs.resource_id = its.resource_id AND theirs.position > its.position
                           AND NOT (its.shared AND theirs.shared)
                      WHERE its.task_id = %1$d
                      UNION
                      SELECT p.task_id FROM holdfast.prerequisites AS p WHERE p.prerequisite = %1$d)""".formatted(task);
    }

    private static String texts(Collection<String> words) {
        return words.stream().sorted().map(FilterSql::text).collect(Collectors.joining(", "));
    }

    /** A literal; an escaping one where there is a backslash, so that it means the same with any setting. */
    private static String text(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }
}
