package dev.holdfast.cli;

import dev.holdfast.cli.session.LocalServer;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.NoConnection;

/** The program {@code holdfast}. */
public final class Main {
    private static final LocalServer NO_CLUSTER = () -> {
        throw new NoConnection("no database is named", "Name one: --url postgresql://user@host:5432/database.");
    };

    private Main() {}

    public static void main(String[] args) {
        // The one found on the class path could be any library's or the worker's, and write to standard output.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/holdfast/cli/logback.xml");
        }
        System.exit(run(Terminal.ofProcess(), NO_CLUSTER, args));
    }

    /** Runs one command and returns its exit code, one of {@link dev.holdfast.cli.terminal.ExitCodes}. */
    static int run(Terminal terminal, LocalServer local, String... args) {
        return CommandTree.of(new Session(terminal, local)).execute(Arguments.commandFirst(args));
    }
}
