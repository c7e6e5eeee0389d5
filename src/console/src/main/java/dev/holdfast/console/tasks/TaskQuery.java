package dev.holdfast.console.tasks;

import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the filter field says: {@code resource:repo/A worker:w-1 state:blocked}, and anything else is part of a name.
 *
 * @param phases  empty for any
 * @param problem the word that is no state, if there is one
 */
record TaskQuery(Set<Phase> phases, @Nullable String name, @Nullable String resource, @Nullable String worker,
        @Nullable String problem) {
    static TaskQuery parse(String text) {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        List<String> name = new ArrayList<>();
        String resource = null;
        String worker = null;
        String problem = null;
        for (String token : text.strip().split("\\s+")) {
            String value = token.substring(token.indexOf(':') + 1);
            if (token.startsWith("resource:")) {
                resource = blankToNull(value);
            } else if (token.startsWith("worker:")) {
                worker = blankToNull(value);
            } else if (token.startsWith("state:")) {
                Set<Phase> named = phasesOf(value);
                phases.addAll(named);
                problem = named.isEmpty() && !value.isEmpty() ? value : problem;
            } else if (!token.isEmpty()) {
                name.add(token);
            }
        }
        return new TaskQuery(phases, blankToNull(String.join(" ", name)), resource, worker, problem);
    }

    /** The tab's phases, unless the query names its own. */
    Set<Phase> phases(StateTab tab) {
        return phases.isEmpty() ? tab.phases() : phases;
    }

    /** What the database can filter by; phases it derives are sorted out afterwards. */
    TaskFilter filter(StateTab tab) {
        Set<TaskState> states = EnumSet.noneOf(TaskState.class);
        phases(tab).forEach(phase -> states.addAll(statesOf(phase)));
        boolean all = states.size() == TaskState.values().length;
        TaskFilter filter = TaskFilter.all()
                .states(all ? Set.of() : states)
                .name(name)
                .resource(resource)
                .worker(worker);
        return tab == StateTab.WAITING ? filter.oldestFirst() : filter;
    }

    private static Set<Phase> phasesOf(String word) {
        for (StateTab tab : StateTab.values()) {
            if (tab != StateTab.ALL && tab.name().equalsIgnoreCase(word)) {
                return tab.phases();
            }
        }
        for (Phase phase : Phase.values()) {
            if (phase.name().equalsIgnoreCase(word)) {
                return EnumSet.of(phase);
            }
        }
        return Set.of();
    }

    private static Set<TaskState> statesOf(Phase phase) {
        return switch (phase) {
            case SCHEDULED, SUBMITTED, BLOCKED, HELD, READY -> EnumSet.of(TaskState.WAITING);
            case LOST -> EnumSet.of(TaskState.RUNNING, TaskState.CANCELING);
            case RUNNING -> EnumSet.of(TaskState.RUNNING);
            case CANCELING -> EnumSet.of(TaskState.CANCELING);
            case COMPLETED -> EnumSet.of(TaskState.COMPLETED);
            case FAILED -> EnumSet.of(TaskState.FAILED);
            case CANCELED -> EnumSet.of(TaskState.CANCELED);
            case SKIPPED -> EnumSet.of(TaskState.SKIPPED);
        };
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
