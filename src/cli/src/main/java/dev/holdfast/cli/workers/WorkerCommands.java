package dev.holdfast.cli.workers;

import dev.holdfast.cli.session.Session;
import java.util.List;

/** The commands of this package. */
public final class WorkerCommands {
    private WorkerCommands() {}

    public static List<Object> all(Session session) {
        return List.of(new RunWorker(session), new Workers(session));
    }
}
