package dev.holdfast.cli.submit;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.tasks.LogFollower;
import dev.holdfast.cli.tasks.Outcome;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Submitted;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "submit", description = "Submits a task and prints its id.", footer = {
        "  holdfast submit nap --handler sleep --payload '{\"seconds\": 5}'",
        "  holdfast submit gc --need repo/A -- git -C /srv/A gc",
        "  holdfast submit mirror --need repo/B --share repo/A --wait -- ./mirror.sh A B",
        "  holdfast submit report --due 22:30 --expires '23:30' --attempts 3 --backoff '1 min' -- ./report.sh",
        "  holdfast submit publish --after 17,18 --unique publish -- ./publish.sh",
        "  holdfast submit --batch tasks.jsonl"})
public final class Submit implements Callable<Integer> {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();
    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Option(names = "--wait", description = {"Prints the task's log, and ends as the task does.",
            "With --json the log goes to standard error, and the finished task is the document."})
    private boolean wait;

    @Option(names = "--batch", paramLabel = "FILE", description = {
            "Submits all tasks of a file, or none: one JSON object on each line, - for standard input. Fields: name, "
                    + "handler, exclusive, shared, payload, priority, max_attempts, program, args, directory, environment, due_at, "
                    + "expires_at, backoff, time_limit, unique_key, unique_for, group_name, after, if_failed, parent."})
    private @Nullable String batch;

    public Submit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (batch == null) {
            return submitOne();
        }
        if (wait || request.isGiven()) {
            throw new InvalidInput("--batch goes with no task and no --wait",
                    "holdfast await waits for several tasks.");
        }
        submitAll(Batch.read(batch, session.terminal()));
        return ExitCodes.DONE;
    }

    private int submitOne() throws InterruptedException {
        TaskRequest task = request.toRequest(session.terminal().directory());
        Submitted submitted = session.tasks().submitOrMeet(task);
        long id = submitted.id();
        if (submitted.met()) {
            session.terminal().say("task %d has this key already, nothing was submitted".formatted(id));
        }
        new IdleNotice(session).sayIfNobodyRuns(List.of(task));
        if (wait) {
            return await(id);
        }
        output.print(session.terminal(), submitted, () -> session.terminal().out().println(id));
        return ExitCodes.DONE;
    }

    private int await(long id) throws InterruptedException {
        if (!output.isJson()) {
            session.terminal().out().println(id);
        }
        var log = output.isJson() ? session.terminal().err() : session.terminal().out();
        Task end = new LogFollower(session, id, log).toEnd();
        output.print(session.terminal(), end, () -> {});
        return Outcome.report(session.terminal(), end);
    }

    private void submitAll(List<TaskRequest> tasks) {
        List<Submitted> submitted = session.tasks().submitOrMeet(tasks);
        List<Long> ids = submitted.stream().map(Submitted::id).toList();
        List<Long> met = submitted.stream().filter(Submitted::met).map(Submitted::id).toList();
        if (!met.isEmpty()) {
            session.terminal().say("%d of them were not submitted, for their keys are taken".formatted(met.size()));
        }
        new IdleNotice(session).sayIfNobodyRuns(tasks);
        output.print(session.terminal(), Map.of("ids", ids, "met", met),
                () -> ids.forEach(session.terminal().out()::println));
    }
}
