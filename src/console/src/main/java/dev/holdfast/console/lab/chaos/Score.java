package dev.holdfast.console.lab.chaos;

import dev.holdfast.cluster.chaos.Blow;
import dev.holdfast.cluster.chaos.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of all blows of one kind.
 *
 * @param tasks   how many tasks they struck
 * @param freed   how long it took until the locks were free, in order, as {@code settled}
 * @param lost    how many tasks ended for the loss of their worker
 * @param gone    how many tasks are nowhere any more
 */
record Score(Fault fault, int blows, int tasks, List<Duration> freed, List<Duration> settled, int lost, int gone) {
    Score {
        freed = List.copyOf(freed);
        settled = List.copyOf(settled);
    }

    static Score of(Fault fault) {
        return new Score(fault, 0, 0, List.of(), List.of(), 0, 0);
    }

    Score with(Blow blow) {
        return new Score(fault, blows + 1, tasks + blow.tasks(), with(freed, blow.freed()),
                with(settled, blow.settled()), lost + blow.lost(), gone + blow.gone());
    }

    /** Empty where nothing was timed. */
    static Optional<Duration> median(List<Duration> ordered) {
        return ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.get((ordered.size() - 1) / 2));
    }

    /** Empty where nothing was timed. */
    static Optional<Duration> longest(List<Duration> ordered) {
        return ordered.isEmpty() ? Optional.empty() : Optional.of(ordered.getLast());
    }

    private static List<Duration> with(List<Duration> ordered, @Nullable Duration time) {
        return Stream.concat(ordered.stream(), Stream.ofNullable(time)).sorted().toList();
    }
}
