package dev.holdfast.console.travel;

import static dev.holdfast.console.reading.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The events of a task, found part by part, against a look at all readings. */
class EventsPropertyTest {
    private static final Bounds SHORT_PARTS = new Bounds(Duration.ofMinutes(60), 64L << 20, Duration.ofSeconds(4));

    /** @param kinds what is read of the task each second: nothing, or one of two phases */
    @Property(tries = 100)
    void eachIsFoundFromBothSides(@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 4) Integer> kinds) {
        try (var recording = new Recording(SHORT_PARTS)) {
            for (int i = 0; i < kinds.size(); i++) {
                recording.add(Snapshots.at(NOON.plusSeconds(i), Snapshots.of(Interest.initial(), read(kinds.get(i)))));
            }
            List<Instant> all = changes(kinds);
            var events = new Events(recording, new Followed.OfTask(7));
            for (int i = 0; i < kinds.size(); i++) {
                Instant now = NOON.plusSeconds(i);
                assertThat(events.after(now)).as("after %s in %s", now, kinds)
                        .isEqualTo(all.stream().filter(at -> at.isAfter(now)).findFirst());
                assertThat(events.before(now)).as("before %s in %s", now, kinds)
                        .isEqualTo(all.reversed().stream().filter(at -> at.isBefore(now)).findFirst());
            }
        }
    }

    private static List<Instant> changes(List<Integer> kinds) {
        var changes = new ArrayList<Instant>();
        Optional<Phase> known = Optional.empty();
        for (int i = 0; i < kinds.size(); i++) {
            Phase phase = phase(kinds.get(i));
            if (phase != null) {
                if (i > 0 && !Objects.equals(known.orElse(null), phase)) {
                    changes.add(NOON.plusSeconds(i));
                }
                known = Optional.of(phase);
            }
        }
        return changes;
    }

    private static TaskSummary[] read(int kind) {
        Phase phase = phase(kind);
        return phase == null ? new TaskSummary[0] : new TaskSummary[]{Snapshots.task(7, phase)};
    }

    private static @Nullable Phase phase(int kind) {
        return kind == 0 ? null : kind < 4 ? Phase.BLOCKED : Phase.RUNNING;
    }
}
