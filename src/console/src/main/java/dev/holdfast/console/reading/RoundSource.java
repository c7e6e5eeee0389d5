package dev.holdfast.console.reading;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.console.links.View;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.tasks.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the screen wants, and now and then what another view would show, one of them at a time: so that a recording
 * tells of all views, whichever was looked at. For one thread.
 */
public final class RoundSource extends PassingSource {
    /** The views whose lists no other view shows. */
    private static final List<View> ALONE = List.of(View.TASKS, View.RESOURCES, View.LOCKS, View.AUDIT);
    private static final Duration EVERY = Duration.ofSeconds(5);
    /** A view that nobody looks at takes no more than one part in so many of the time. */
    private static final int PARTS = 5000;
    /** What a reading that failed is taken to have cost. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(1);

    /** Of whole readings, for the view that was shown. */
    private final Map<View, Costs> shown = new EnumMap<>(View.class);
    /** Of what only one view shows, while another was shown. */
    private final Map<View, Costs> unseen = new EnumMap<>(View.class);

    public RoundSource(SnapshotSource source) {
        super(source);
    }

    @Override
    public Snapshot read(Interest interest, Snapshot previous) {
        Snapshot read = source.read(interest, previous);
        View view = interest.view();
        Costs known = costs(shown, view);
        known.add(read.took());
        // That of its list may be all that is known when a view has just been chosen.
        Duration whole = known.least();
        Snapshot seen = with(read, view, whole.isZero() ? costs(unseen, view).least() : whole);
        boolean first = previous.serverTime().equals(Instant.EPOCH);
        return first ? seen : due(seen).map(other -> withUnseen(other, seen)).orElse(seen);
    }

    private static Costs costs(Map<View, Costs> of, View view) {
        return of.computeIfAbsent(view, any -> new Costs());
    }

    private static Snapshot with(Snapshot seen, View view, Duration cost) {
        var readings = new EnumMap<View, Reading>(View.class);
        readings.putAll(seen.readings());
        readings.put(view, new Reading(seen.serverTime(), cost));
        return seen.readings(readings);
    }

    private static Optional<View> due(Snapshot seen) {
        return ALONE.stream()
                .filter(view -> !seen.serverTime().isBefore(again(seen.readings().get(view))))
                .min(Comparator.comparing(view -> again(seen.readings().get(view))));
    }

    /** What fails there takes nothing from what is on the screen. */
    private Snapshot withUnseen(View view, Snapshot seen) {
        try {
            Interest all = seen.interest().view(view).filter(TaskFilter.all()).task(null).audit(AuditFilter.all());
            Snapshot also = source.lists(all, seen);
            Costs known = costs(unseen, view);
            known.add(also.took());
            return with(seen.lists(also), view, known.least());
        } catch (HoldfastException e) {
            return with(seen, view, GIVEN_UP);
        }
    }

    private static Instant again(@Nullable Reading last) {
        return last == null ? Instant.EPOCH : last.again(EVERY, PARTS);
    }
}
