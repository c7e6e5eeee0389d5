package dev.holdfast.console.workers;

import dev.holdfast.cluster.processes.WorkerProcesses;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person wants to be started.
 *
 * @param slots    how many tasks each may run at once
 * @param handlers what they run
 */
record Launch(int count, int slots, List<String> handlers) {
    static final List<String> HANDLERS = WorkerProcesses.HANDLERS;

    /** The names in a text, apart by commas or spaces. */
    static List<String> handlers(String text) {
        return Stream.of(text.split("[\\s,]+")).filter(name -> !name.isEmpty()).distinct().toList();
    }
}
