package dev.holdfast.console.travel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of how a list came from the one before: a run of rows that stand there, then rows that do not.
 *
 * @param from  the place of the first row that is taken over
 * @param count how many are
 */
record Step<T>(int from, int count, List<T> rows) {
    Step {
        rows = List.copyOf(rows);
    }

    /** The steps from one list to the next; null where both are equal. */
    static <T> @Nullable List<Step<T>> between(List<T> before, List<T> now) {
        if (before.equals(now)) {
            return null;
        }
        Map<T, Integer> places = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            places.putIfAbsent(before.get(i), i);
        }
        var steps = new ArrayList<Step<T>>();
        int at = 0;
        while (at < now.size()) {
            int from = places.getOrDefault(now.get(at), 0);
            int count = same(before, from, now, at);
            at += count;
            int fresh = at;
            while (at < now.size() && !places.containsKey(now.get(at))) {
                at++;
            }
            steps.add(new Step<>(from, count, now.subList(fresh, at)));
        }
        return steps;
    }

    /** How many rows are the same from these places on. */
    private static <T> int same(List<T> before, int from, List<T> now, int at) {
        int count = 0;
        while (from + count < before.size() && at + count < now.size()
                && before.get(from + count).equals(now.get(at + count))) {
            count++;
        }
        return count;
    }

    /**
     * The list that these steps lead to.
     *
     * @param steps null for none
     * @throws IndexOutOfBoundsException when they are not those from this list
     */
    static <T> List<T> apply(List<T> before, @Nullable List<Step<T>> steps) {
        if (steps == null) {
            return before;
        }
        var now = new ArrayList<T>();
        for (Step<T> step : steps) {
            now.addAll(before.subList(step.from, step.from + step.count));
            now.addAll(step.rows);
        }
        return List.copyOf(now);
    }
}
