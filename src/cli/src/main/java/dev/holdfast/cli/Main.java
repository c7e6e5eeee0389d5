package dev.holdfast.cli;

import dev.holdfast.cli.cluster.EmbeddedCluster;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Terminal;

/** The program {@code holdfast}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        chooseLog(Arguments.commandFirst(args)[0]);
        Terminal terminal = Terminal.ofProcess();
        System.exit(run(terminal, new EmbeddedCluster(terminal.environment()), args));
    }

    /** A worker's log is what it has to say; the other commands' standard output belongs to their results. */
    private static void chooseLog(String command) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile",
                    command.equals("worker") ? "holdfast-worker-logback.xml" : "dev/holdfast/cli/logback.xml");
        }
    }

    /** Runs one command and returns its exit code, one of {@link dev.holdfast.cli.terminal.ExitCodes}. */
    static int run(Terminal terminal, LocalCluster local, String... args) {
        return CommandTree.of(new Session(terminal, local), local).execute(Arguments.commandFirst(args));
    }
}
