package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.tasks.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows all that is known of a task.", footer = {
        "  holdfast show 17",
        "  holdfast show 17 --json | jq .result"})
final class Show implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private long id;

    Show(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Task task = session.tasks().find(id).orElseThrow(() -> NoSuchTask.withId(id));
        output.print(session.terminal(), task, () -> TaskSheet.of(task).print(session.terminal().out()));
    }
}
