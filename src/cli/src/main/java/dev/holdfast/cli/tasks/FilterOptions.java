package dev.holdfast.cli.tasks;

import dev.holdfast.database.InvalidInput;
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

    @Option(names = "--group", paramLabel = "GROUP", description = "Those of this group.")
    private @Nullable String group;

    boolean isGiven() {
        return group != null || !states.isEmpty() || resource != null || worker != null || name != null;
    }

    /** Any state where none is named. */
    TaskFilter toFilter() {
        return TaskFilter.all()
                .states(states.isEmpty() ? Set.of() : EnumSet.copyOf(states))
                .name(name)
                .resource(resource)
                .worker(worker)
                .group(group);
    }

    /**
     * For those only to which it can be done.
     *
     * @throws InvalidInput where another state is named; without it nothing would be left of the filter
     */
    TaskFilter toFilterOf(Deed deed) {
        if (!deed.possible().containsAll(states)) {
            throw new InvalidInput(deed.rule(), "Name no other --state, or none.");
        }
        TaskFilter filter = states.isEmpty() ? toFilter().states(deed.possible()) : toFilter();
        // What was retried need not be again; what can be canceled never was.
        return filter.retryable();
    }
}
