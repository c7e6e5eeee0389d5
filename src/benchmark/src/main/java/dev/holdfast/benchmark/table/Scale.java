package dev.holdfast.benchmark.table;

/** How long a run of the table may take: the sizes of the issue, or small ones that only show that all works. */
public record Scale(boolean quick) {
    public int of(int full, int small) {
        return quick ? small : full;
    }
}
