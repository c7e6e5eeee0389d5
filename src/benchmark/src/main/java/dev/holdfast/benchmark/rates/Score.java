package dev.holdfast.benchmark.rates;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Drain;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.table.Scale;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of a contestant: a rate for each round, or why there are none. */
final class Score {
    private static final Logger log = LoggerFactory.getLogger(Score.class);

    private final Contestant contestant;
    private final List<Drain> drains = new ArrayList<>();
    private @Nullable String failure;

    Score(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Lets it drain once more; one that has failed is not asked again. */
    void take(Bed bed, Scale scale) throws SQLException, InterruptedException {
        if (failure != null) {
            return;
        }
        try {
            Drain drain = contestant.drain(bed, scale);
            log.info("{}: {} tasks/s", contestant.label(), Math.round(drain.perSecond()));
            drains.add(drain);
        } catch (PeerFailure e) {
            failure = "%s could not be run: %s".formatted(contestant.label(), e.getMessage());
            log.info(failure);
        }
    }

    Contestant contestant() {
        return contestant;
    }

    /** Null when it has been run. */
    @Nullable
    String failure() {
        return failure;
    }

    List<Double> perSecond() {
        return drains.stream().map(Drain::perSecond).toList();
    }

    double medianPerSecond() {
        return new Samples(perSecond()).median();
    }

    Figure rate() {
        return Figure.median(contestant.label(), new Samples(perSecond()), "tasks/s", contestant.settings());
    }

    Figure processorTime() {
        return Figure.median(contestant.label() + ", processor time",
                new Samples(drains.stream().map(Drain::cpuMicros).toList()), "µs/task", contestant.settings());
    }
}
