package dev.holdfast.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order rule by brute force: a task may start only when no earlier, unfinished task conflicts with it. It looks at
 * all pairs, and knows nothing of places, counters or locks.
 */
final class OrderModel {
    private final List<Needs> tasks = new ArrayList<>();
    private final Set<Integer> started = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();

    record Needs(Set<String> exclusive, Set<String> shared) {
        boolean conflictsWith(Needs other) {
            return exclusive.stream().anyMatch(r -> other.exclusive.contains(r) || other.shared.contains(r))
                    || shared.stream().anyMatch(other.exclusive::contains);
        }
    }

    /** Tasks are known by their index, in the order they were submitted. */
    int submit(Needs needs) {
        tasks.add(needs);
        return tasks.size() - 1;
    }

    /** The tasks that may start now, oldest first. */
    List<Integer> ready() {
        var ready = new ArrayList<Integer>();
        for (int i = 0; i < tasks.size(); i++) {
            if (!started.contains(i) && !finished.contains(i) && !anyEarlierInTheWay(i)) {
                ready.add(i);
            }
        }
        return ready;
    }

    private boolean anyEarlierInTheWay(int task) {
        for (int earlier = 0; earlier < task; earlier++) {
            if (!finished.contains(earlier) && tasks.get(earlier).conflictsWith(tasks.get(task))) {
                return true;
            }
        }
        return false;
    }

    /** Whether all that is in the way of a task is among these. */
    boolean waitsOnlyFor(int task, Set<Integer> others) {
        for (int earlier = 0; earlier < task; earlier++) {
            if (!finished.contains(earlier) && !others.contains(earlier)
                    && tasks.get(earlier).conflictsWith(tasks.get(task))) {
                return false;
            }
        }
        return true;
    }

    void start(int task) {
        started.add(task);
    }

    void finish(int task) {
        finished.add(task);
    }

    List<Integer> running() {
        return started.stream().filter(task -> !finished.contains(task)).sorted().toList();
    }

    List<Integer> unfinished() {
        var unfinished = new ArrayList<Integer>();
        for (int i = 0; i < tasks.size(); i++) {
            if (!finished.contains(i)) {
                unfinished.add(i);
            }
        }
        return unfinished;
    }
}
