package dev.holdfast.cli;

import dev.holdfast.database.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@code console} is where its module is not on the class path. */
@Command(name = "console", description = "Shows the cluster in a window; not part of this installation.")
final class AbsentConsole implements Runnable {
    @Parameters(hidden = true, description = "Whatever the console would understand.")
    private String[] ignored = {};

    @Override
    public void run() {
        throw new Refused("the console is not part of this installation", "holdfast --help shows the other commands.");
    }
}
