package dev.holdfast.cli.tasks;

import dev.holdfast.tasks.TaskSummary;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resources of a task in words. */
final class Needs {
    private Needs() {}

    /** Such as {@code repo/A, pool (shared)}. */
    static String text(TaskSummary task) {
        return Stream.concat(task.exclusive().stream(), task.shared().stream().map(name -> name + " (shared)"))
                .collect(Collectors.joining(", "));
    }
}
