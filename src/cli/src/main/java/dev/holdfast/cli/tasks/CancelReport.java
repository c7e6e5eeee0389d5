package dev.holdfast.cli.tasks;

import dev.holdfast.cli.tasks.Cancel.Canceled;
import dev.holdfast.tasks.TaskState;
import java.util.List;

/** What became of a cancel, in one line. */
final class CancelReport {
    private CancelReport() {}

    static String of(List<Canceled> tasks) {
        if (tasks.size() == 1) {
            return one(tasks.getFirst());
        }
        long canceled = count(tasks, TaskState.CANCELED);
        long canceling = count(tasks, TaskState.CANCELING);
        long ended = tasks.size() - canceled - canceling;
        return "%d canceled%s%s".formatted(canceled,
                canceling == 0 ? "" : ", " + canceling + " told to stop",
                ended == 0 ? "" : ", " + ended + " had ended before");
    }

    private static String one(Canceled task) {
        return "task " + task.id() + switch (task.state()) {
            case CANCELED -> " is canceled";
            case CANCELING -> " was told to stop";
            default -> " had ended before: " + task.state().word();
        };
    }

    private static long count(List<Canceled> tasks, TaskState state) {
        return tasks.stream().filter(task -> task.state() == state).count();
    }
}
