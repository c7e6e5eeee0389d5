package dev.holdfast.console.probe;

import dev.holdfast.console.links.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is to be measured, as the benchmark says it; people have no use for it. Names no class of JavaFX, as the command
 * that it belongs to.
 */
public final class ProbeOptions {
    /** Something to measure. */
    public enum What {
        /** When the first rows of the database are on the screen. */
        LIVE,
        /** For how long the application thread cannot be had, in each view; and memory. */
        STALLS,
        /** From a change in the database to its pixels. */
        LATENCY,
        /** The graph of the locks at its largest. */
        GRAPH
    }

    @Option(names = "--probe", hidden = true, description = "What to measure: ${COMPLETION-CANDIDATES}.")
    private @Nullable What what;

    @Option(names = "--probe-file", hidden = true, description = "Where to write it, as JSON.")
    private Path file = Path.of("probe.json");

    @Option(names = "--probe-rounds", hidden = true, description = "How often each view is looked at, or a change is made.")
    private int rounds = 1;

    @Option(names = "--probe-seconds", hidden = true, description = "How long a view is looked at each time.")
    private double seconds = 1;

    @Option(names = "--probe-views", split = ",", hidden = true, description = "The views to look at; all by default.")
    private List<View> views = List.of(View.values());

    @Option(names = "--probe-interval", hidden = true, description = "Milliseconds from one reading to the next; 0 for one at every change.")
    private int interval = 1_000;

    /** Null where nothing is to be measured. */
    public @Nullable What what() {
        return what;
    }

    public Path file() {
        return file;
    }

    List<View> views() {
        return views;
    }

    int rounds() {
        return rounds;
    }

    Duration interval() {
        return Duration.ofMillis(interval);
    }

    Duration look() {
        return Duration.ofMillis(Math.round(1_000 * seconds));
    }
}
