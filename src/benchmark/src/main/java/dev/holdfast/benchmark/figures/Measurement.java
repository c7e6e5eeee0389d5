package dev.holdfast.benchmark.figures;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.database.InvalidInput;
import java.sql.SQLException;
import java.util.List;

/** Something to measure, with its sizes. */
@FunctionalInterface
public interface Measurement {
    /** Measures on a bed without workers, and leaves it without workers. */
    List<Figure> on(Bed bed) throws SQLException, InterruptedException;

    /**
     * Checks a size.
     *
     * @throws InvalidInput when it is less than one
     */
    static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new InvalidInput("%s is %d".formatted(option, value), "Give a number from 1 on.");
        }
    }
}
