package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.TaskSummary;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists tasks, the newest first.", footer = {
        "  holdfast list --state waiting,running --resource repo/A",
        "  holdfast list --state failed --json | jq '.[].id'"})
final class ListTasks implements Runnable {
    private static final int MOST = 1_000_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();
    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = {
            "At most so many. Default: ${DEFAULT-VALUE}."})
    private int limit;

    ListTasks(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("--limit is " + limit, "Give a number from 1 to " + MOST + ".");
        }
        List<TaskSummary> found = session.tasks().list(filter.toFilter(), limit + 1);
        List<TaskSummary> tasks = found.subList(0, Math.min(limit, found.size()));
        output.print(session.terminal(), tasks, table(tasks), "no task matches");
        if (found.size() > limit) {
            session.terminal().say("there are more; --limit shows them");
        }
    }

    private static Table table(List<TaskSummary> tasks) {
        Table table = new Table().right("ID").left("NAME", "STATE", "WORKER").right("AGE", "RAN").left("NEEDS", "NOTE");
        for (TaskSummary task : tasks) {
            table.row(task.id(), task.name(), task.phase().word(), task.worker(), Times.ago(task.submitted()),
                    Times.between(task.started(), task.finished()), Needs.text(task), note(task));
        }
        return table;
    }

    private static String note(TaskSummary task) {
        return Objects.requireNonNullElse(task.errorMessage() != null ? task.errorMessage() : task.why(),
                task.state() == TaskState.RUNNING ? Outcome.progress(task) : "");
    }
}
