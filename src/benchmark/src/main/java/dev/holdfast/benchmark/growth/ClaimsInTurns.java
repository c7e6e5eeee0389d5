package dev.holdfast.benchmark.growth;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Claimer;
import dev.holdfast.benchmark.figures.Pairs;
import java.sql.SQLException;
import java.util.ArrayList;

/** What claims take on two beds. */
final class ClaimsInTurns {
    private ClaimsInTurns() {}

    /** Milliseconds of so many claims on each, in turns; those before, to warm up, are not kept. */
    static Pairs on(Bed one, Bed other, int warmUp, int count) throws SQLException {
        var ones = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        try (Claimer onOne = Claimer.on(one); Claimer onOther = Claimer.on(other)) {
            for (int i = 0; i < warmUp; i++) {
                onOne.claim();
                onOther.claim();
            }
            for (int i = 0; i < count; i++) {
                ones.add(onOne.claim());
                others.add(onOther.claim());
            }
        }
        return new Pairs(ones, others);
    }
}
