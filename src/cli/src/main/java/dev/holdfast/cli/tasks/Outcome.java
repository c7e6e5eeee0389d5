package dev.holdfast.cli.tasks;

import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import org.jspecify.annotations.Nullable;

/** How a task ended, or how far it is, in one line. */
public final class Outcome {
    private Outcome() {}

    /** Says how it ended and returns the exit code for it. */
    public static int report(Terminal terminal, Task task) {
        TaskSummary summary = task.summary();
        String ran = summary.started() == null
                ? ""
                : " after " + Times.between(summary.started(), summary.finished());
        terminal.say("task " + task.id() + " " + summary.phase().word() + ran + because(task.error()));
        return task.state() == TaskState.COMPLETED || !task.state().isFinal()
                ? ExitCodes.DONE
                : ExitCodes.TASK_FAILED;
    }

    static String now(Task task) {
        TaskSummary summary = task.summary();
        String state = "task " + task.id() + " " + summary.phase().word();
        if (summary.why() != null) {
            return state + ": " + summary.why();
        }
        return state + (summary.progress() == null ? "" : ": " + progress(summary));
    }

    /** Such as {@code 40 % (2 of 5 s)}; nothing where the task tells none. */
    static String progress(TaskSummary summary) {
        String percent = summary.progress() == null ? "" : Math.round(summary.progress() * 100) + " %";
        return summary.progressMessage() == null ? percent : percent + " (" + summary.progressMessage() + ")";
    }

    private static String because(@Nullable TaskError error) {
        return error == null ? "" : ": " + error.type() + (error.message() == null ? "" : ": " + error.message());
    }
}
