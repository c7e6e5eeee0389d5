package dev.holdfast.console.tables;

import java.util.List;

/**
 * What a cell leads to.
 *
 * @param others how many there are besides the first
 */
public record Several<L>(List<L> first, int others) {
    public Several {
        first = List.copyOf(first);
    }

    /** All there are. */
    public static <L> Several<L> of(List<L> all) {
        return new Several<>(all, 0);
    }
}
