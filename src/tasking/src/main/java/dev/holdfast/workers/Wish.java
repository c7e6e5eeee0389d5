package dev.holdfast.workers;

import java.util.List;

/**
 * What a worker would like to claim.
 *
 * @param handlers those that it serves
 * @param slots    for how many tasks it has a free slot; 0 to claim nothing
 * @param extra    how many more it takes in a batch, to run them after the others; they are given to it only where no
 *                 idle worker could have them
 * @param others   tasks that it runs already, to be shown beside the new ones; the first few are kept
 */
public record Wish(List<String> handlers, int slots, int extra, List<Long> others) {
    private static final int SHOWN = 6;

    public Wish {
        handlers = List.copyOf(handlers);
        others = List.copyOf(others.subList(0, Math.min(SHOWN, others.size())));
    }

    /** Claims nothing. */
    public static Wish nothing(List<Long> others) {
        return new Wish(List.of(), 0, 0, others);
    }
}
