package dev.holdfast.console.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The first rows of a list.
 *
 * @param more whether there are others
 */
public record Page<T>(List<T> rows, boolean more) {
    public Page {
        rows = List.copyOf(rows);
    }

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), false);
    }

    /**
     * These rows, then those of this page that are not among them.
     *
     * @param key tells which row is meant: what was read later may have changed meanwhile
     */
    Page<T> startingWith(List<T> first, Function<T, ?> key) {
        var byKey = new LinkedHashMap<Object, T>();
        first.forEach(row -> byKey.put(key.apply(row), row));
        rows.forEach(row -> byKey.putIfAbsent(key.apply(row), row));
        return new Page<>(List.copyOf(byKey.values()), more);
    }

    /** Those of these rows that match; there may be more if there may be more of these. */
    Page<T> matching(Predicate<T> wanted) {
        return new Page<>(rows.stream().filter(wanted).toList(), more);
    }

    /** Cuts a list that was read one row longer than wanted, to learn whether there are more. */
    static <T> Page<T> of(List<T> rows, int limit) {
        return rows.size() > limit ? new Page<>(rows.subList(0, limit), true) : new Page<>(rows, false);
    }
}
