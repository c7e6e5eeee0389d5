package dev.holdfast.cli.tasks;

import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tasks, by what they are; all that is given must match. */
final class FilterOptions {
    @Option(names = "--state", split = ",", paramLabel = "STATE", description = {
            "waiting, running, canceling, completed, failed, canceled, skipped; several with commas."})
    private List<TaskState> states = List.of();

    @Option(names = "--resource", paramLabel = "RESOURCE", description = "Those that need this resource.")
    private @Nullable String resource;

    @Option(names = "--worker", paramLabel = "WORKER", description = "Those that this worker runs or ran.")
    private @Nullable String worker;

    @Option(names = "--name", paramLabel = "TEXT", description = "Those with this text in their name.")
    private @Nullable String name;

    boolean isGiven() {
        return !states.isEmpty() || resource != null || worker != null || name != null;
    }

    /** @param possible the states that are meant when none is named; no others are ever matched */
    TaskFilter toFilter(Set<TaskState> possible) {
        Set<TaskState> wanted = EnumSet.copyOf(possible);
        if (!states.isEmpty()) {
            wanted.retainAll(states);
        }
        return new TaskFilter(wanted, name, resource, worker, true);
    }
}
