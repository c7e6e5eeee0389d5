package dev.holdfast.benchmark.schedule;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The ideal that a run is compared to: tasks of equal length, all there at the start, no overhead. A task may start once
 * no earlier unfinished one needs a resource of its own, and at each moment the oldest such tasks go to the free workers.
 */
public final class ListSchedule {
    private final List<BitSet> needs;
    private final int workers;
    private final double duration;
    private final boolean[] started;
    private final boolean[] finished;
    private final double[] available;
    private final PriorityQueue<Running> running = new PriorityQueue<>();
    private double waited;

    /** Equal ends are kept in order of the tasks only to have one order. */
    private record Running(double end, int task) implements Comparable<Running> {
        @Override
        public int compareTo(Running other) {
            int byEnd = Double.compare(end, other.end);
            return byEnd == 0 ? Integer.compare(task, other.task) : byEnd;
        }
    }

    private ListSchedule(List<BitSet> needs, int workers, double duration) {
        this.needs = needs;
        this.workers = workers;
        this.duration = duration;
        this.started = new boolean[needs.size()];
        this.finished = new boolean[needs.size()];
        this.available = new double[needs.size()];
        Arrays.fill(available, Double.NaN);
    }

    /**
     * How it goes.
     *
     * @param makespan when the last task ends
     * @param meanWait from when a task lacks only a worker to its start
     */
    public record Ideal(double makespan, double meanWait) {}

    /**
     * @param needs    the resources that each task has for itself, in the order of the tasks
     * @param duration of each task; the results have the same unit
     */
    public static Ideal of(List<BitSet> needs, int workers, double duration) {
        var schedule = new ListSchedule(needs, workers, duration);
        double makespan = schedule.run();
        return new Ideal(makespan, schedule.waited / needs.size());
    }

    /** When the last task ends. */
    public static double makespan(List<BitSet> needs, int workers, double duration) {
        return of(needs, workers, duration).makespan();
    }

    private double run() {
        double now = 0;
        startReady(now);
        while (!running.isEmpty()) {
            now = running.peek().end();
            while (!running.isEmpty() && running.peek().end() == now) {
                finished[running.poll().task()] = true;
            }
            startReady(now);
        }
        return now;
    }

    private void startReady(double now) {
        var claimedByEarlier = new BitSet();
        for (int task = 0; task < needs.size(); task++) {
            if (finished[task]) {
                continue;
            }
            if (!started[task] && !needs.get(task).intersects(claimedByEarlier)) {
                if (Double.isNaN(available[task])) {
                    available[task] = now;
                }
                if (running.size() < workers) {
                    started[task] = true;
                    waited += now - available[task];
                    running.add(new Running(now + duration, task));
                }
            }
            claimedByEarlier.or(needs.get(task));
        }
    }
}
