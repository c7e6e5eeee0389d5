package dev.holdfast.console.notify;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.overview.Contention;
import dev.holdfast.overview.FailureGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Something that a person is told of who looks elsewhere. */
sealed interface Trouble {
    /** How many failures within a minute are a burst. */
    int BURST = 10;
    /** How long a task may keep how many others waiting. */
    Duration LONG = Duration.ofMinutes(2);
    int BEHIND = 3;

    /** What it is about: it is told of once as long as it lasts. */
    String subject();

    /** @param name of the task that failed last */
    record FailureBurst(int failures, long task, String name) implements Trouble {
        @Override
        public String subject() {
            return "failures";
        }
    }

    /** @param behind how many wait for what the task has */
    record LongBlock(String resource, long task, String name, Instant since, int behind) implements Trouble {
        @Override
        public String subject() {
            return resource + " " + task;
        }
    }

    static List<Trouble> of(Snapshot snapshot) {
        var troubles = new ArrayList<Trouble>();
        List<FailureGroup> failures = snapshot.overview().failures();
        int recent = failures.stream().mapToInt(FailureGroup::recent).sum();
        if (recent >= BURST) {
            FailureGroup last = failures.stream().max(Comparator.comparing(FailureGroup::at)).orElseThrow();
            troubles.add(new FailureBurst(recent, last.latest(), last.latestName()));
        }
        Instant longAgo = snapshot.serverTime().minus(LONG);
        for (Contention line : snapshot.overview().contended()) {
            Long task = line.head();
            Instant since = line.started();
            if (line.waiting() >= BEHIND && task != null && since != null && since.isBefore(longAgo)) {
                troubles.add(
                        new LongBlock(line.resource(), task, Objects.requireNonNullElse(line.headName(), ""), since,
                                line.waiting()));
            }
        }
        return troubles;
    }
}
