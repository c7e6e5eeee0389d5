package dev.holdfast.console.tasks;

import dev.holdfast.console.foresight.Foresight;
import dev.holdfast.console.grace.GraceController;
import dev.holdfast.console.rights.Caution;
import dev.holdfast.console.tasks.TaskActions.Chosen;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskSummary;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.scene.Node;

/**
 * What is asked before something is done to tasks: nothing for what harms nobody, else as much as is due. A cancel can be taken
 * back for some seconds besides.
 */
public final class TaskQuestions {
    private final TaskActions actions;
    private final GraceController grace;
    private final Foresight foresight;
    private final Caution caution;

    public TaskQuestions(TasksModel model, GraceController grace, Foresight foresight, Caution caution) {
        this.actions = model.actions();
        this.grace = grace;
        this.foresight = foresight;
        this.caution = caution;
    }

    /** @param ask also where no work is stopped */
    void cancel(Node owner, List<TaskSummary> tasks, boolean ask) {
        Chosen chosen = Chosen.of(tasks, TaskActions.CANCELABLE);
        String name = tasks.isEmpty() ? "" : tasks.getFirst().name();
        if (!chosen.ids().isEmpty()) {
            cancel(owner, chosen, name, ask);
        }
    }

    /** All that match, those too that are not listed. */
    void cancelMatching(Node owner, TaskFilter filter) {
        actions.find(filter, TaskActions.CANCELABLE, chosen -> {
            if (chosen.ids().isEmpty()) {
                none(owner, "tasks.cancel.none");
            } else {
                cancel(owner, chosen, "", true);
            }
        });
    }

    private void cancel(Node owner, Chosen chosen, String name, boolean ask) {
        long count = chosen.ids().size();
        String first = Long.toString(chosen.ids().getFirst());
        var question = new Question(name.isEmpty()
                ? Words.of("tasks.cancel.matching", count)
                : Words.of("tasks.cancel.question", count, first, name),
                consequence(chosen, count),
                Words.of("tasks.cancel.go", count), Words.of("tasks.cancel.keep", count),
                foresight.ofCancel(chosen.ids()));
        boolean due = ask || chosen.running() > 0 || count >= Caution.MANY || caution.asksAlways();
        if (!due || caution.isSure(owner, question, count)) {
            grace.offer(Words.of("tasks.cancel.grace", count, first), () -> actions.cancel(chosen.ids()));
        }
    }

    private static String consequence(Chosen chosen, long count) {
        return count == 1
                ? Words.of("tasks.cancel.consequence.one", chosen.running())
                : Words.of("tasks.cancel.consequence", chosen.running(), count - chosen.running()) + capped(count);
    }

    /**
     * Harms nobody, so nothing is asked.
     *
     * @param done told the new task where it is one
     */
    void retry(List<TaskSummary> tasks, LongConsumer done) {
        retry(Chosen.of(tasks, TaskActions.RETRYABLE), done);
    }

    /** Says the number first, for it may be many. */
    void retryMatching(Node owner, TaskFilter filter, LongConsumer done) {
        actions.find(filter, TaskActions.RETRYABLE, chosen -> {
            long count = chosen.ids().size();
            var question = new Question(Words.of("tasks.retry.question", count),
                    Words.of("tasks.retry.consequence") + capped(count), Words.of("tasks.retry.go"),
                    Words.of("tasks.retry.keep"));
            if (count == 0) {
                none(owner, "tasks.retry.none");
            } else if (caution.isSure(owner, question, count)) {
                retry(chosen, done);
            }
        });
    }

    private void retry(Chosen chosen, LongConsumer done) {
        actions.retry(chosen.ids(), made -> {
            if (made.size() == 1) {
                done.accept(made.getFirst());
            }
        });
    }

    private static void none(Node owner, String key) {
        Dialogs.tell(owner, Words.of(key), Words.of("tasks.matching.none"));
    }

    private static String capped(long count) {
        return count < TaskActions.MOST ? "" : " " + Words.of("tasks.matching.most", count);
    }
}
