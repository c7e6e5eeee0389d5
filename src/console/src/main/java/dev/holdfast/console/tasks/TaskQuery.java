package dev.holdfast.console.tasks;

import dev.holdfast.console.tasks.Token.Key;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.times.TypedTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the filter field says: {@code state:blocked resource:repo/A older-than:10min}, and anything without a key is part of
 * a name. What is wrong is left out, and told.
 *
 * @param phases   empty for any
 * @param asked    the filter but for its states
 * @param problems each with the word and the reason
 */
record TaskQuery(Set<Phase> phases, TaskFilter asked, List<String> problems) {
    TaskQuery {
        phases = Set.copyOf(phases);
        problems = List.copyOf(problems);
    }

    static TaskQuery parse(String text) {
        var reading = new Reading();
        Token.of(text).forEach(reading::read);
        return reading.result();
    }

    /** The tab's phases, unless the query names its own. */
    Set<Phase> phases(StateTab tab) {
        return phases.isEmpty() ? tab.phases() : phases;
    }

    /** What the database is to look for. */
    TaskFilter filter(StateTab tab) {
        Set<Phase> wanted = phases(tab);
        Set<TaskState> states = EnumSet.noneOf(TaskState.class);
        wanted.forEach(phase -> states.addAll(statesOf(phase)));
        Set<Phase> covered = EnumSet.noneOf(Phase.class);
        for (Phase phase : Phase.values()) {
            if (states.containsAll(statesOf(phase))) {
                covered.add(phase);
            }
        }
        boolean all = states.size() == TaskState.values().length;
        TaskFilter filter = asked.states(all ? Set.of() : states).phases(wanted.equals(covered) ? Set.of() : wanted);
        return tab == StateTab.WAITING ? filter.oldestFirst() : filter;
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

    /** Takes the words one by one; a key without a value is one that is being typed. */
    private static final class Reading {
        private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
        private final List<String> name = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private TaskFilter filter = TaskFilter.all();

        void read(Token token) {
            String word = token.key();
            Key key = word == null ? Key.NAME : Key.of(word);
            if (key == null) {
                problems.add(Words.of("query.unknown", String.valueOf(word)));
            } else if (!token.value().isEmpty()) {
                read(key, token.value());
            }
        }

        private void read(Key key, String value) {
            switch (key) {
                case NAME -> name.add(value);
                case STATE -> state(value);
                case WORKER -> filter = filter.worker(value);
                case RESOURCE -> filter = filter.resource(value);
                case GROUP -> filter = filter.group(value);
                case BLOCKED_BY -> blockedBy(value);
                case OLDER_THAN -> olderThan(value);
            }
        }

        private void state(String word) {
            Set<Phase> named = phasesOf(word);
            phases.addAll(named);
            if (named.isEmpty()) {
                problems.add(Words.of("query.state", word));
            }
        }

        private void blockedBy(String number) {
            if (number.matches("\\d{1,18}")) {
                filter = filter.blockedBy(Long.valueOf(number));
            } else {
                problems.add(Words.of("query.blocked", number));
            }
        }

        private void olderThan(String span) {
            try {
                filter = filter.olderThan(TypedTime.span(span));
            } catch (InvalidInput e) {
                problems.add(Words.of("query.older", span));
            }
        }

        TaskQuery result() {
            return new TaskQuery(phases, filter.name(name.isEmpty() ? null : String.join(" ", name)), problems);
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
    }
}
