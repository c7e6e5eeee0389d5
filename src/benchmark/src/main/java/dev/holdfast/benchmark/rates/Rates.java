package dev.holdfast.benchmark.rates;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Drain;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.peers.Mode;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.rates.Contestant.Ours;
import dev.holdfast.benchmark.rates.Contestant.Rival;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** P3 and P4: no-op tasks per second beside the best peer. All contestants take turns on one server. */
public final class Rates implements Entry {
    private static final Logger log = LoggerFactory.getLogger(Rates.class);

    /** A row: who is compared to the best of which mode, and who runs beside to be told too. */
    private record Match(Promise promise, HoldfastRun ours, Mode theirs, List<HoldfastRun> beside) {
        List<Contestant> contestants() {
            Stream<Contestant> own = Stream.concat(Stream.of(ours), beside.stream()).map(Ours::new);
            return Stream.concat(own, rivals().stream()).toList();
        }

        List<Contestant> rivals() {
            return Stream.of(Peer.values()).filter(peer -> peer.setup(theirs).isPresent())
                    .<Contestant>map(peer -> new Rival(peer, theirs)).toList();
        }
    }

    private static final List<Match> MATCHES = List.of(
            new Match(new Promise("P3a", "no-op tasks/s, each finish durable ÷ best peer in that mode",
                    Goal.atLeast(2)), HoldfastRun.SINGLE, Mode.SINGLE, List.of()),
            new Match(new Promise("P3b", "no-op tasks/s in batches ÷ best peer in batches",
                    Goal.atLeast(1.5)), HoldfastRun.BATCHED, Mode.BATCHED, List.of()),
            new Match(new Promise("P4a", "tasks/s with 2 of 128 exclusive ÷ best peer with one key of 128",
                    Goal.atLeast(2)), HoldfastRun.TWO_KEYS, Mode.ONE_KEY, List.of(HoldfastRun.TWO_KEYS_ADMITTED)),
            new Match(new Promise("P4b", "tasks/s with 2 of 128 exclusive ÷ best peer without any key",
                    Goal.atLeast(1)), HoldfastRun.TWO_KEYS, Mode.BATCHED, List.of(HoldfastRun.TWO_KEYS_ADMITTED)));

    /** What became of a contestant: a rate for each round, or why there are none. */
    private static final class Score {
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> cpuMicros = new ArrayList<>();
        private Optional<String> failure = Optional.empty();

        double median() {
            return new Samples(perSecond).median();
        }
    }

    @Override
    public List<Promise> promises() {
        return MATCHES.stream().map(Match::promise).toList();
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        List<Match> matches = MATCHES.stream().filter(match -> wanted.contains(match.promise().id())).toList();
        var contestants = new LinkedHashSet<Contestant>();
        matches.forEach(match -> contestants.addAll(match.contestants()));
        var scores = new LinkedHashMap<Contestant, Score>();
        contestants.forEach(contestant -> scores.put(contestant, new Score()));
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            for (int round = 0; round < scale.of(3, 2); round++) {
                for (Map.Entry<Contestant, Score> one : scores.entrySet()) {
                    take(bed, scale, one.getKey(), one.getValue());
                }
            }
        }
        return matches.stream().map(match -> row(match, scores)).toList();
    }

    /** One that has failed once is not asked again. */
    private static void take(Bed bed, Scale scale, Contestant contestant, Score score)
            throws SQLException, InterruptedException {
        if (score.failure.isPresent()) {
            return;
        }
        try {
            Drain drain = contestant.drain(bed, scale);
            log.info("{}: {} tasks/s", contestant.label(), Math.round(drain.perSecond()));
            score.perSecond.add(drain.perSecond());
            score.cpuMicros.add(drain.cpuMicros());
        } catch (PeerFailure e) {
            log.info("{} could not be run: {}", contestant.label(), e.getMessage());
            score.failure = Optional.of(e.getMessage());
        }
    }

    private static Row row(Match match, Map<Contestant, Score> scores) {
        var parts = new ArrayList<Figure>();
        var cpu = new ArrayList<Figure>();
        var notes = new ArrayList<String>();
        for (Contestant contestant : match.contestants()) {
            Score score = scores.get(contestant);
            if (score.failure.isPresent()) {
                notes.add("%s could not be run: %s".formatted(contestant.label(), score.failure.get()));
            } else {
                parts.add(Figure.median(contestant.label(), new Samples(score.perSecond), "tasks/s",
                        contestant.settings()));
                cpu.add(Figure.median(contestant.label() + ", processor time", new Samples(score.cpuMicros),
                        "µs/task", contestant.settings()));
            }
        }
        parts.addAll(cpu);
        Optional<Contestant> best = match.rivals().stream()
                .filter(rival -> scores.get(rival).failure.isEmpty())
                .max(Comparator.comparingDouble(rival -> scores.get(rival).median()));
        if (best.isEmpty()) {
            return match.promise().notMeasured(String.join("; ", notes));
        }
        var pairs = new Pairs(scores.get(new Ours(match.ours())).perSecond, scores.get(best.get()).perSecond);
        return match.promise().measured(Figure.ratio(match.promise().id(), pairs, Samples::median,
                Map.of("best peer", best.get().label(), "rounds", Integer.toString(pairs.ones().size()))), parts, notes);
    }
}
