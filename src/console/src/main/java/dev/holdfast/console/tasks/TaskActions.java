package dev.holdfast.console.tasks;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a person can have done to tasks, few or many, and to which of them. Knows no control. */
final class TaskActions {
    /** The cap on the tasks that are acted upon at once. */
    static final int MOST = 10_000;
    static final Set<TaskState> CANCELABLE = EnumSet.of(TaskState.WAITING, TaskState.RUNNING);
    static final Set<TaskState> RETRYABLE = EnumSet.of(TaskState.FAILED, TaskState.CANCELED, TaskState.SKIPPED);

    private final Live live;
    private final Tasks tasks;
    private final Background background;

    TaskActions(Live live, Tasks tasks, Background background) {
        this.live = live;
        this.tasks = tasks;
        this.background = background;
    }

    /**
     * Tasks that something may be done to.
     *
     * @param running how many of them run
     */
    record Chosen(List<Long> ids, long running) {
        Chosen {
            ids = List.copyOf(ids);
        }

        static Chosen of(List<TaskSummary> tasks, Set<TaskState> possible) {
            List<TaskSummary> fit = tasks.stream().filter(task -> possible.contains(task.state())).toList();
            return new Chosen(fit.stream().map(TaskSummary::id).toList(),
                    fit.stream().filter(task -> task.state() == TaskState.RUNNING).count());
        }
    }

    /** Looks for all that match and are in one of these states, those of which no more are shown too. */
    void find(TaskFilter filter, Set<TaskState> possible, Consumer<Chosen> found) {
        Set<TaskState> states = EnumSet.copyOf(possible);
        if (!filter.states().isEmpty()) {
            states.retainAll(filter.states());
        }
        if (states.isEmpty()) {
            found.accept(new Chosen(List.of(), 0));
            return;
        }
        TaskFilter fitting = filter.states(states).retryable();
        background.run(() -> new Chosen(tasks.ids(fitting, MOST), states.contains(TaskState.RUNNING)
                ? tasks.ids(fitting.states(EnumSet.of(TaskState.RUNNING)), MOST).size()
                : 0), found);
    }

    /** The newest first: a cancel is not to start the one behind, which is canceled next. */
    void cancel(List<Long> ids) {
        background.run(() -> ids.stream().sorted(Comparator.reverseOrder()).forEach(this::cancel), live::refresh);
    }

    private void cancel(long id) {
        try {
            tasks.cancel(id);
        } catch (NotFound e) {
            // It has completed meanwhile, and was not to be kept.
        }
    }

    /**
     * In the order of the first time. What is refused of one is no reason to leave out the others.
     *
     * @param done told the new tasks
     */
    void retry(List<Long> ids, Consumer<List<Long>> done) {
        background.run(() -> {
            var made = new ArrayList<Long>();
            var refused = new ArrayList<String>();
            for (long id : ids.stream().sorted().toList()) {
                try {
                    made.add(tasks.retry(id));
                } catch (InvalidInput | NotFound e) {
                    refused.add(String.valueOf(e.getMessage()));
                }
            }
            return new Retried(made, refused);
        }, retried -> {
            live.refresh();
            done.accept(retried.made());
            List<String> refused = retried.refused();
            if (!refused.isEmpty()) {
                background.failed(new InvalidInput(
                        Words.of("tasks.retry.refused", refused.getFirst(), refused.size() - 1), null));
            }
        });
    }

    private record Retried(List<Long> made, List<String> refused) {}
}
