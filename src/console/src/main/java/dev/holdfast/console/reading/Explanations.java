package dev.holdfast.console.reading;

import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says of the tasks of a list why they wait. The sentence of a task whose phase is that of before is kept, and a few of those
 * are made anew each time, in turns: to find all of them out anew takes the server longer than all else that is read. For one
 * thread.
 */
final class Explanations {
    private static final int NEW = 200;
    private static final int ANEW = 25;

    private int next;

    /** @param before the list as it was shown last, whatever was asked for then */
    List<TaskSummary> explain(Connection connection, List<TaskSummary> tasks, List<TaskSummary> before)
            throws SQLException {
        Map<Long, TaskSummary> shown = new HashMap<>();
        before.forEach(task -> shown.put(task.id(), task));
        var unknown = new ArrayList<Long>();
        var known = new ArrayList<Long>();
        for (TaskSummary task : tasks) {
            if (task.state() == TaskState.WAITING) {
                (kept(task, shown.get(task.id())) == null ? unknown : known).add(task.id());
            }
        }
        List<Long> due = due(unknown, known);
        Map<Long, String> found = due.isEmpty() ? Map.of() : TaskReader.whys(connection, due);
        return tasks.stream().map(task -> {
            String sentence = found.get(task.id());
            return task.because(sentence != null ? sentence : kept(task, shown.get(task.id())));
        }).toList();
    }

    private List<Long> due(List<Long> unknown, List<Long> known) {
        var due = new ArrayList<>(unknown.subList(0, Math.min(NEW, unknown.size())));
        int again = Math.min(Math.max(0, ANEW - due.size()), known.size());
        for (int i = 0; i < again; i++) {
            due.add(known.get((next + i) % known.size()));
        }
        next = known.isEmpty() ? 0 : (next + again) % known.size();
        return due;
    }

    private static @Nullable String kept(TaskSummary task, @Nullable TaskSummary before) {
        return before != null && before.state() == TaskState.WAITING && before.phase() == task.phase()
                ? before.why()
                : null;
    }
}
