package dev.holdfast.cli.submit;

import dev.holdfast.cli.session.Session;
import dev.holdfast.database.Refused;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.WorkerReader;
import dev.holdfast.workers.WorkerRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells who submits that nobody is there to run it. */
final class IdleNotice {
    private static final int MANY = 1000;

    private final Session session;

    IdleNotice(Session session) {
        this.session = session;
    }

    void sayIfNobodyRuns(List<TaskRequest> submitted) {
        try {
            say(submitted, session.call(connection -> WorkerReader.list(connection, false, MANY)));
        } catch (Refused mayNotSee) {
            // Who may only submit has submitted all the same.
        }
    }

    private void say(List<TaskRequest> submitted, List<WorkerRow> workers) {
        Set<String> unserved = submitted.stream()
                .map(TaskRequest::handler)
                .collect(Collectors.toCollection(TreeSet::new));
        workers.stream().filter(WorkerRow::alive).map(WorkerRow::handlers).forEach(unserved::removeAll);
        if (workers.stream().noneMatch(WorkerRow::alive)) {
            session.terminal()
                    .say("no worker is running: " + (session.isLocal()
                            ? "holdfast up --workers 4"
                            : "holdfast worker --handlers " + String.join(",", unserved)));
        } else if (!unserved.isEmpty()) {
            session.terminal().say("no worker online runs the handler " + String.join(", ", unserved));
        }
    }
}
