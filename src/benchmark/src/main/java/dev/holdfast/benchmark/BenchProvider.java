package dev.holdfast.benchmark;

import dev.holdfast.cluster.CommandProvider;

/** Brings {@code holdfast bench} to the command line. */
public final class BenchProvider implements CommandProvider {
    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchCommand();
    }
}
