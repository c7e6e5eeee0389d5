package dev.holdfast.resources;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest minutes of one resource.
 *
 * @param holds    by their start
 * @param gaps     when it stood free although a task could have had it: from the end of a hold, or from when the next task
 *                 was ready if that was later, to the start of that task
 * @param since    from when on all holds are known
 * @param percent  how much of the time since then it was held
 * @param handOver how long half of the tasks were kept waiting by such a gap at most; null where none followed another
 */
public record Lane(String resource, List<Hold> holds, List<Gap> gaps, Instant since, int percent,
        @Nullable Duration handOver) {
    private static final double HUNDRED = 100;

    /** A stretch of time. */
    public record Gap(Instant from, Instant to) {}

    public Lane {
        holds = List.copyOf(holds);
        gaps = List.copyOf(gaps);
    }

    /** One that nobody has held since then. */
    public static Lane idle(String resource, Instant since) {
        return new Lane(resource, List.of(), List.of(), since, 0, null);
    }

    /** @param now the end of the time that is looked at */
    static Lane of(String resource, List<Hold> holds, Instant since, Instant now) {
        List<Hold> sorted = holds.stream().sorted(comparing(Hold::started).thenComparing(Hold::taskId)).toList();
        var gaps = new ArrayList<Gap>();
        var waits = new ArrayList<Duration>();
        Duration busy = Duration.ZERO;
        Instant end = null;
        for (Hold hold : sorted) {
            if (end != null && !hold.started().isBefore(end)) {
                Instant from = earlier(later(end, hold.ready()), hold.started());
                waits.add(Duration.between(from, hold.started()));
                if (from.isBefore(hold.started())) {
                    gaps.add(new Gap(from, hold.started()));
                }
            }
            Instant from = later(later(hold.started(), since), end == null ? since : end);
            Instant until = hold.until(now);
            if (until.isAfter(from)) {
                busy = busy.plus(Duration.between(from, until));
            }
            end = end == null ? until : later(end, until);
        }
        waits.sort(null);
        return new Lane(resource, sorted, gaps, since, percent(busy, Duration.between(since, now)),
                waits.isEmpty() ? null : waits.get(waits.size() / 2));
    }

    private static int percent(Duration part, Duration whole) {
        return whole.isPositive()
                ? (int) Math.min(HUNDRED, Math.round(HUNDRED * part.toMillis() / whole.toMillis()))
                : 0;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
