package dev.holdfast.cli.locks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import dev.holdfast.resources.Holder;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.resources.ResourceReader;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.Phase;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "resources", description = "Shows the resources in use, or the queue of one of them.", footer = {
        "  holdfast resources",
        "  holdfast resources repo/A     its queue, in order"})
final class Resources implements Runnable {
    private static final int MOST = 10_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One resource, whose queue is shown.")
    private @Nullable String name;

    Resources(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (name == null) {
            List<ResourceSummary> inUse = session.call(connection -> ResourceReader.inUse(connection, MOST));
            output.print(session.terminal(), inUse, inUse(inUse), "no resource is in use");
        } else {
            List<QueueEntry> queue = queueOf(name);
            output.print(session.terminal(), queue, queue(queue), "nobody waits for " + name);
        }
    }

    private List<QueueEntry> queueOf(String resource) {
        return session.call(connection -> {
            if (Sql.value(connection, Integer.class, "SELECT id FROM holdfast.resources WHERE name = ?",
                    resource) == null) {
                throw new NotFound("there is no resource " + resource,
                        "No task has ever needed it; holdfast resources shows those in use.");
            }
            return ResourceReader.queue(connection, resource, MOST);
        });
    }

    private static Table inUse(List<ResourceSummary> resources) {
        Table table = new Table().left("NAME", "MODE", "HELD BY").right("QUEUED", "WAITS SINCE");
        for (ResourceSummary resource : resources) {
            String mode = resource.holders().isEmpty() ? "" : mode(resource.holders().getFirst().exclusive());
            table.row(resource.name(), mode, holders(resource), resource.queued(), Times.ago(resource.oldestSince()));
        }
        return table;
    }

    private static Table queue(List<QueueEntry> queue) {
        Table table = new Table().right("NTH", "ID").left("NAME", "STATE", "MODE", "FIRST", "WORKER").right("AGE");
        for (QueueEntry entry : queue) {
            table.row(entry.nth(), entry.taskId(), entry.taskName(),
                    entry.lost() ? Phase.LOST.word() : entry.state().word(), mode(entry.exclusive()),
                    entry.first() ? "yes" : "", entry.worker(), Times.ago(entry.submitted()));
        }
        return table;
    }

    private static String holders(ResourceSummary resource) {
        return resource.holders().stream().map(Resources::holder).collect(Collectors.joining(", "));
    }

    private static String holder(Holder holder) {
        return holder.taskId() == null
                ? "session " + holder.session() + " " + holder.label()
                : "task " + holder.taskId() + " " + holder.task();
    }

    private static String mode(boolean exclusive) {
        return exclusive ? "exclusive" : "shared";
    }
}
