package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import java.util.List;

/** The commands of this package. */
public final class TaskCommands {
    private TaskCommands() {}

    public static List<Object> all(Session session) {
        return List.of(new ListTasks(session), new Show(session), new Log(session),
                new Why(session), new Await(session), new Cancel(session), new Retry(session), new GroupList(session));
    }
}
