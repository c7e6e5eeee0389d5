package dev.holdfast.console;

import dev.holdfast.cluster.CommandProvider;

/** Brings {@code holdfast console} to the command line. */
public final class ConsoleProvider implements CommandProvider {
    @Override
    public String name() {
        return "console";
    }

    @Override
    public Object command() {
        return new ConsoleCommand();
    }
}
