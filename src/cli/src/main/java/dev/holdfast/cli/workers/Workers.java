package dev.holdfast.cli.workers;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "workers", description = "Shows the workers and what they run.", footer = {
        "  holdfast workers",
        "  holdfast workers --all     with those that have ended"})
final class Workers implements Runnable {
    private static final int MOST = 1000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = "--all", description = "Also those that have stopped or were lost, the last ones first.")
    private boolean all;

    Workers(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<WorkerRow> workers = session.call(connection -> WorkerReader.list(connection, all, MOST));
        output.print(session.terminal(), workers, table(workers), "no worker is online");
    }

    private static Table table(List<WorkerRow> workers) {
        Table table = new Table().right("ID")
                .left("NAME", "STATE", "HOST")
                .right("PID", "SLOTS", "UP")
                .left("HANDLERS", "TASKS");
        for (WorkerRow worker : workers) {
            table.row(worker.id(), worker.name(), state(worker), worker.host(), worker.pid(), worker.slots(),
                    Times.between(worker.started(), worker.ended()), String.join(",", worker.handlers()),
                    worker.tasks()
                            .stream()
                            .map(task -> task.taskId() + " " + task.name())
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    /** A worker whose lock is gone is lost, even before another has noticed. */
    private static String state(WorkerRow worker) {
        return worker.ended() == null && !worker.alive() ? "lost" : worker.state().word();
    }
}
