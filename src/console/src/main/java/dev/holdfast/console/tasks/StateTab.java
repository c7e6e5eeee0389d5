package dev.holdfast.console.tasks;

import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.StateCounts;
import java.util.EnumSet;
import java.util.Set;

/** The tabs above the tasks, each for some of the phases. */
enum StateTab {
    ALL(EnumSet.allOf(Phase.class)),
    WAITING(EnumSet.of(Phase.SCHEDULED, Phase.SUBMITTED, Phase.BLOCKED, Phase.HELD, Phase.READY)),
    RUNNING(EnumSet.of(Phase.RUNNING, Phase.LOST, Phase.CANCELING)),
    COMPLETED(EnumSet.of(Phase.COMPLETED)),
    FAILED(EnumSet.of(Phase.FAILED)),
    CANCELED(EnumSet.of(Phase.CANCELED, Phase.SKIPPED));

    private final Set<Phase> phases;

    StateTab(Set<Phase> phases) {
        this.phases = phases;
    }

    Set<Phase> phases() {
        return phases;
    }

    long count(StateCounts counts) {
        return phases.stream().mapToLong(counts::of).sum();
    }

    /** Its name with the count behind it, which is a lower bound where the database stopped counting. */
    String label(StateCounts counts) {
        boolean capped = phases.stream().anyMatch(phase -> counts.of(phase) >= StateCounts.CAP);
        String name = Words.constant("tasks.tab.", this);
        return Words.of(capped ? "tasks.tab.capped" : "tasks.tab.counted", name, count(counts));
    }
}
