package dev.holdfast.cli.tasks;

import dev.holdfast.cli.terminal.Times;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskOptions;
import dev.holdfast.tasks.TaskSummary;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known of a task, a line for each thing that is there. */
final class TaskSheet {
    private final Map<String, String> lines = new LinkedHashMap<>();

    private TaskSheet() {}

    static TaskSheet of(Task task) {
        var sheet = new TaskSheet();
        TaskSummary summary = task.summary();
        sheet.add("task", summary.id() + " " + summary.name());
        sheet.add("state", summary.phase().word());
        sheet.add("why", summary.why());
        sheet.add("handler", summary.handler());
        sheet.add("needs", Needs.text(summary));
        sheet.add("priority", summary.priority());
        sheet.add("attempt", summary.attempt() + " of " + summary.maxAttempts());
        sheet.add("parent", task.parent());
        sheet.add("children", list(task.children()));
        sheet.add("retries", task.retryOf());
        sheet.add("retried by", task.retriedBy());
        sheet.add(task.options());
        sheet.add("worker", summary.worker());
        sheet.addTimes(summary);
        sheet.add("progress", Outcome.progress(summary));
        sheet.add("payload", task.payload());
        sheet.add("result", task.result());
        sheet.add(task.error());
        return sheet;
    }

    void print(PrintStream out) {
        lines.forEach((name, value) -> out.printf("%-10s %s%n", name, value.replace("\n", "\n           ")));
    }

    private void add(TaskOptions options) {
        add("after", list(options.after()));
        add("group", options.group());
        add("unique key", options.uniqueKey());
        add("expires", options.expires());
        add("time limit", span(options.timeLimitSeconds()));
        add("back-off", span(options.backoffSeconds()));
    }

    private static String list(List<Long> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String span(@Nullable Double seconds) {
        return seconds == null ? "" : Times.span(Duration.ofMillis((long) (seconds * 1000)));
    }

    private void addTimes(TaskSummary summary) {
        add("submitted", summary.submitted());
        add("due", summary.due());
        add("ready", summary.ready());
        add("started", summary.started());
        add("finished", summary.finished());
        add("ran", Times.between(summary.started(), summary.finished()));
    }

    private void add(@Nullable TaskError error) {
        if (error != null) {
            add("error", error.type() + (error.message() == null ? "" : ": " + error.message()));
            add("trace", error.trace());
        }
    }

    private void add(String name, @Nullable Object value) {
        String text = switch (value) {
            case null -> "";
            case Instant time -> Times.local(time) + " (" + (time.isAfter(Instant.now())
                    ? "in " + Times.between(Instant.now(), time)
                    : Times.ago(time) + " ago") + ")";
            default -> value.toString().stripTrailing();
        };
        if (!text.isEmpty()) {
            lines.put(name, text);
        }
    }
}
