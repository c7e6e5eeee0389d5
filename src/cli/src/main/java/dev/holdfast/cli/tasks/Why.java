package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.tasks.Blocker;
import dev.holdfast.tasks.TaskReader;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "why", description = "Says in one sentence what a task waits for, and for whom.", footer = {
        "  holdfast why 17"})
final class Why implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private long id;

    Why(Session session) {
        this.session = session;
    }

    /** What the JSON document has. */
    record Reason(long id, String why, List<Blocker> blockers) {}

    @Override
    public void run() {
        Reason reason = session.call(connection -> new Reason(id,
                TaskReader.why(connection, id).orElseThrow(() -> NoSuchTask.withId(id)),
                TaskReader.blockers(connection, id)));
        output.print(session.terminal(), reason, () -> session.terminal().out().println(reason.why()));
    }
}
