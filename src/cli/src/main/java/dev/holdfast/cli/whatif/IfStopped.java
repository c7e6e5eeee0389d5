package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NotFound;
import dev.holdfast.whatif.Consequences;
import dev.holdfast.whatif.WhatIf;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "If a worker took no more tasks, and ended when those that it runs have.", footer = "  holdfast what-if stop worker-2")
final class IfStopped implements Runnable {
    private static final int MOST = 10_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "WORKER", description = "The worker's name, or its id.")
    private String worker = "";

    IfStopped(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        WorkerRow found = find();
        Consequences said = session.call(connection -> WhatIf.stopped(connection, found.id()));
        int running = found.tasks().size();
        Answer.print(session, output, running == 0
                ? ""
                : "when its " + (running == 1 ? "task has" : running + " tasks have") + " ended: ", said);
    }

    private WorkerRow find() {
        List<WorkerRow> named = session.call(connection -> WorkerReader.list(connection, false, MOST))
                .stream()
                .filter(row -> row.name().equals(worker) || Integer.toString(row.id()).equals(worker))
                .toList();
        if (named.isEmpty()) {
            throw new NotFound("no worker " + worker + " is online", "holdfast workers shows those that are.");
        } else if (named.size() > 1) {
            throw new InvalidInput(named.size() + " workers are called " + worker, "Give the id of one.");
        }
        return named.getFirst();
    }
}
