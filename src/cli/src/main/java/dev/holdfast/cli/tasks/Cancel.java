package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.tasks.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "cancel", description = "Cancels tasks: those waiting at once, those running through their worker.", footer = {
        "  holdfast cancel 17 18",
        "  holdfast cancel --state waiting --name nightly --yes"})
final class Cancel implements Callable<Integer> {
    private static final Deed CANCEL = new Deed("cancel", "canceled",
            EnumSet.of(TaskState.WAITING, TaskState.RUNNING),
            "only tasks that are waiting or running can be canceled");

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();
    @Mixin
    private final ChosenTasks chosen = new ChosenTasks();

    Cancel(Session session) {
        this.session = session;
    }

    /** What the JSON document has of each task: its state after the cancel. */
    record Canceled(long id, TaskState state) {}

    @Override
    public Integer call() {
        List<Canceled> done = chosen.of(session, CANCEL)
                .stream()
                .map(id -> new Canceled(id, session.tasks().cancel(id)))
                .toList();
        output.print(session.terminal(), done, () -> session.terminal().out().println(CancelReport.of(done)));
        return done.stream().allMatch(this::isDone) ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    /** One that a filter found may end by itself meanwhile, and that is as good. */
    private boolean isDone(Canceled task) {
        return chosen.areMatching() || task.state() == TaskState.CANCELED || task.state() == TaskState.CANCELING;
    }
}
