package dev.holdfast.cli;

import dev.holdfast.cli.cluster.NoLocalCluster;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Terminal;

/** The program {@code holdfast}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The one found on the class path could be any library's or the worker's, and write to standard output.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/holdfast/cli/logback.xml");
        }
        System.exit(run(Terminal.ofProcess(), new NoLocalCluster(), args));
    }

    /** Runs one command and returns its exit code, one of {@link dev.holdfast.cli.terminal.ExitCodes}. */
    static int run(Terminal terminal, LocalCluster local, String... args) {
        return CommandTree.of(new Session(terminal, local), local).execute(Arguments.commandFirst(args));
    }
}
