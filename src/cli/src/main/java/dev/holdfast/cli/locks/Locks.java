package dev.holdfast.cli.locks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.locks.LockReader;
import dev.holdfast.locks.LockRow;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "locks", description = "Shows who holds which lock, and who waits for one.", footer = {
        "  holdfast locks",
        "  holdfast locks --all     with those that are not Holdfast's"})
final class Locks implements Runnable {
    private static final int MOST = 10_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = "--all", description = "Also foreign advisory locks, and locks on tables and rows.")
    private boolean all;

    Locks(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<LockRow> locks = session.call(connection -> LockReader.list(connection, all, MOST));
        output.print(session.terminal(), locks, table(locks), "no lock is held");
    }

    private static Table table(List<LockRow> locks) {
        Table table = new Table().left("KIND", "NAME", "MODE", "STATE")
                .right("SINCE")
                .left("WORKER", "TASK")
                .right("SESSION")
                .left("APPLICATION");
        for (LockRow lock : locks) {
            table.row(lock.kind().word(), lock.name(), lock.mode(), lock.granted() ? "held" : "waits",
                    Times.ago(lock.since()), lock.worker(),
                    lock.taskId() == null ? null : lock.taskId() + " " + lock.task(), lock.session(),
                    lock.application());
        }
        return table;
    }
}
