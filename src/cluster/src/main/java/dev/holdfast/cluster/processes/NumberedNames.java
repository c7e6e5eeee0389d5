package dev.holdfast.cluster.processes;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Names such as {@code worker-2}, with 2 before 10. */
final class NumberedNames implements Comparator<String> {
    /** The first names with that prefix and a number from 1 that are not taken. */
    static List<String> free(String prefix, int count, Collection<String> taken) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> prefix + i)
                .filter(name -> !taken.contains(name))
                .limit(count)
                .toList();
    }

    @Override
    public int compare(String a, String b) {
        return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()).compare(a, b);
    }
}
