package dev.holdfast.cli;

import dev.holdfast.cli.cluster.EmbeddedCluster;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.log.ProcessLog;

/** The program {@code holdfast}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        boolean worker = Arguments.commandFirst(args)[0].equals("worker");
        ProcessLog.choose(worker ? ProcessLog.Style.WORKER : ProcessLog.Style.COMMAND);
        Terminal terminal = Terminal.ofProcess();
        System.exit(run(terminal, new EmbeddedCluster(terminal.environment()), args));
    }

    /** Runs one command and returns its exit code, one of {@link dev.holdfast.cli.terminal.ExitCodes}. */
    static int run(Terminal terminal, LocalCluster local, String... args) {
        String[] ordered = Arguments.commandFirst(args);
        return CommandTree.of(new Session(terminal, local), local, ordered[0]).execute(ordered);
    }
}
