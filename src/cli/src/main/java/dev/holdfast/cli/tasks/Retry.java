package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "retry", description = "Submits the requests of tasks that failed, or were canceled or skipped, once more, as new tasks.", footer = {
        "  holdfast retry 17 18",
        "  holdfast retry --state failed --name nightly --yes"})
final class Retry implements Callable<Integer> {
    private static final Deed RETRY = new Deed("retry", "retried",
            EnumSet.of(TaskState.FAILED, TaskState.CANCELED, TaskState.SKIPPED),
            "only tasks that are failed, canceled or skipped can be retried");

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();
    @Mixin
    private final ChosenTasks chosen = new ChosenTasks();

    Retry(Session session) {
        this.session = session;
    }

    /**
     * What the JSON document has of each task.
     *
     * @param retry the new task
     * @param error why there is none
     */
    record Retried(long id, @Nullable Long retry, @Nullable String error) {}

    /** In the order of the first time. */
    @Override
    public Integer call() {
        List<Retried> done = chosen.of(session, RETRY).stream().sorted().map(this::retry).toList();
        output.print(session.terminal(), done, () -> print(done));
        return done.stream().allMatch(task -> task.retry() != null) ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    /** What is refused of one is no reason to leave out the others. */
    private Retried retry(long id) {
        try {
            return new Retried(id, session.tasks().retry(id), null);
        } catch (InvalidInput e) {
            return new Retried(id, null, e.getMessage());
        }
    }

    private void print(List<Retried> done) {
        for (Retried task : done) {
            session.terminal()
                    .out()
                    .println(task.retry() == null
                            ? "task %d is not retried: %s".formatted(task.id(), task.error())
                            : "task %d is retried by task %d".formatted(task.id(), task.retry()));
        }
    }
}
