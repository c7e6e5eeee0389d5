package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.TaskReader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "log", description = "Prints what a task wrote.", footer = {
        "  holdfast log 17",
        "  holdfast log -f 17       until the task ends"})
final class Log implements Callable<Integer> {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = {"-f", "--follow"}, description = "Goes on until the task ends.")
    private boolean follow;

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private long id;

    Log(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (follow && output.isJson()) {
            throw new InvalidInput("--follow and --json do not go together", "One document has an end.");
        }
        NoSuchTask.check(session, id);
        var follower = new LogFollower(session, id, session.terminal().out());
        if (follow) {
            follower.toEnd();
        } else if (output.isJson()) {
            output.print(session.terminal(), pieces(), () -> {});
        } else {
            follower.soFar();
        }
        return ExitCodes.DONE;
    }

    private List<LogLine> pieces() {
        return session.call(connection -> TaskReader.log(connection, id, -1, -1, Integer.MAX_VALUE));
    }
}
