package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.database.NotFound;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskReader;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.whatif.Consequences;
import dev.holdfast.whatif.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "If a task were canceled.", footer = "  holdfast what-if cancel 17")
final class IfCanceled implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private long id;

    IfCanceled(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Task task = session.call(connection -> TaskReader.find(connection, id))
                .orElseThrow(() -> new NotFound("there is no task " + id, "holdfast list shows the tasks there are."));
        Consequences said = session.call(connection -> WhatIf.canceled(connection, id));
        Answer.print(session, output, condition(task.state()), said);
    }

    private static String condition(TaskState state) {
        return switch (state) {
            case WAITING -> "";
            case RUNNING, CANCELING -> "when it has stopped: ";
            case COMPLETED, FAILED, CANCELED, SKIPPED -> "it has ended (" + state.word() + "): ";
        };
    }
}
