package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Refused;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancels tasks: those waiting at once, those running through their worker.", footer = {
        "  holdfast cancel 17 18",
        "  holdfast cancel --state waiting --name nightly --yes"})
final class Cancel implements Callable<Integer> {
    private static final Set<TaskState> CANCELABLE = EnumSet.of(TaskState.WAITING, TaskState.RUNNING);
    private static final int AT_ONCE = 10_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();
    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = {"-y", "--yes"}, description = "Asks nothing.")
    private boolean yes;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The tasks' ids, or else a filter.")
    private List<Long> ids = List.of();

    Cancel(Session session) {
        this.session = session;
    }

    /** What the JSON document has of each task: its state after the cancel. */
    record Canceled(long id, TaskState state) {}

    @Override
    public Integer call() {
        if (ids.isEmpty() != filter.isGiven()) {
            throw new InvalidInput("cancel which tasks?", "Name their ids, or else filters such as --state waiting.");
        }
        List<Long> chosen = ids.isEmpty() ? matching() : ids.stream().distinct().toList();
        if (chosen.size() > 1 && !yes && !isConfirmed(chosen.size())) {
            throw new Refused("nothing was canceled", null);
        }
        List<Canceled> done = chosen.stream().map(id -> new Canceled(id, session.tasks().cancel(id))).toList();
        output.print(session.terminal(), done, () -> session.terminal().out().println(CancelReport.of(done)));
        return done.stream().allMatch(this::isDone) ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    /** The newest first: canceling a task must not start the one behind it, which is canceled next. */
    private List<Long> matching() {
        var found = new ArrayList<Long>();
        for (TaskSummary task : session.tasks().list(filter.toFilterOf(CANCELABLE), AT_ONCE)) {
            found.add(task.id());
        }
        if (found.size() == AT_ONCE) {
            session.terminal().say("these are the newest " + AT_ONCE + "; more match");
        }
        return found;
    }

    private boolean isConfirmed(int count) {
        Terminal terminal = session.terminal();
        if (!terminal.interactive()) {
            throw new InvalidInput(count + " tasks would be canceled, and nobody is there to ask", "Say --yes.");
        }
        return terminal.confirm("Cancel " + count + " tasks?");
    }

    /** One that a filter found may end by itself meanwhile, and that is as good. */
    private boolean isDone(Canceled task) {
        return ids.isEmpty() || task.state() == TaskState.CANCELED || task.state() == TaskState.CANCELING;
    }
}
