package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.ProgressLine;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "await", description = "Waits until tasks have ended; exit code 1 unless all of them completed.", footer = {
        "  holdfast await 17 18 19",
        "  holdfast await --group import",
        "  holdfast submit --batch tasks.jsonl | xargs holdfast await"})
final class Await implements Callable<Integer> {
    private static final Duration WITHOUT_END = Duration.ofDays(36_500);

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = "--group", paramLabel = "GROUP", description = "All tasks of this group.")
    private @Nullable String group;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The tasks' ids.")
    private List<Long> ids = List.of();

    Await(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (ids.isEmpty() == (group == null)) {
            throw new InvalidInput("await which tasks?", "Name their ids, or else a --group.");
        }
        if (group != null) {
            return awaitGroup(group);
        }
        for (long id : ids) {
            NoSuchTask.check(session, id);
        }
        var ended = new ArrayList<Task>();
        int code = ExitCodes.DONE;
        var progress = new ProgressLine(session.terminal());
        for (long id : ids) {
            progress.show("%d of %d have ended, task %d is next".formatted(ended.size(), ids.size(), id));
            Task task = session.tasks().await(id, WITHOUT_END);
            progress.clear();
            ended.add(task);
            code = Math.max(code, Outcome.report(session.terminal(), task));
        }
        output.print(session.terminal(), ended, () -> {});
        return code;
    }

    private int awaitGroup(String name) throws InterruptedException {
        TaskGroup ended = session.groups().await(name, WITHOUT_END);
        output.print(session.terminal(), ended, () -> session.terminal().say(GroupList.sentence(ended)));
        return ended.unfinished() == 0 && ended.of(TaskState.FAILED) + ended.of(TaskState.CANCELED)
                + ended.of(TaskState.SKIPPED) == 0 ? ExitCodes.DONE : ExitCodes.TASK_FAILED;
    }
}
