package dev.holdfast.console.lab.comparison;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.tasks.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a burst went, so far or to its end, with one worker type. Times are seconds since its first submit. */
record Course(WorkerType type, List<TaskRun> runs) {
    private static final double MILLIS = 1e3;

    Course {
        runs = List.copyOf(runs);
    }

    /** A value at a time. */
    record Spot(double at, double value) {}

    boolean isOver() {
        return !runs.isEmpty() && runs.stream().allMatch(run -> run.state().isFinal());
    }

    /** From the first submit to the last that has happened: the makespan, once it is over. */
    double seconds() {
        return moments(TaskRun::submitted, TaskRun::started, TaskRun::finished).max().orElse(0);
    }

    /** Tasks that ended for each second, in stretches of that width. */
    List<Spot> flow(double width) {
        double[] ends = moments(TaskRun::finished).toArray();
        return spots(width, at -> countBetween(ends, at - width, at) / width);
    }

    /** Tasks that were submitted and had not started. */
    List<Spot> backlog(double width) {
        double[] submits = moments(TaskRun::submitted).toArray();
        double[] starts = moments(run -> run.started() == null ? run.finished() : run.started()).toArray();
        return spots(width, at -> countBetween(submits, -1, at) - countBetween(starts, -1, at));
    }

    /** Within how many seconds of its submit that share of the tasks that have started did so. */
    double startedWithin(double share) {
        double[] waits = runs.stream()
                .filter(run -> run.started() != null)
                .mapToDouble(run -> span(run.submitted(), Objects.requireNonNull(run.started())))
                .sorted()
                .toArray();
        return waits.length == 0 ? 0 : waits[(int) Math.ceil(share * waits.length) - 1];
    }

    /** Seconds since the first submit; not a number for what has not been. */
    double at(@Nullable Instant moment) {
        return moment == null ? Double.NaN : span(begin(), moment);
    }

    private List<Spot> spots(double width, DoubleUnaryOperator value) {
        var spots = new ArrayList<Spot>();
        int count = (int) Math.ceil(seconds() / width);
        for (int i = 0; i <= count; i++) {
            spots.add(new Spot(i * width, value.applyAsDouble(i * width)));
        }
        return spots;
    }

    @SafeVarargs
    private DoubleStream moments(Function<TaskRun, @Nullable Instant>... which) {
        return runs.stream()
                .flatMap(run -> Stream.of(which).map(one -> one.apply(run)))
                .filter(Objects::nonNull)
                .mapToDouble(this::at);
    }

    private Instant begin() {
        return runs.stream().map(TaskRun::submitted).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private static double countBetween(double[] moments, double after, double until) {
        return Arrays.stream(moments).filter(at -> at > after && at <= until).count();
    }

    private static double span(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }
}
