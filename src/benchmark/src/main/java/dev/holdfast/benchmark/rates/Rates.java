package dev.holdfast.benchmark.rates;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.peers.Mode;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.rates.Contestant.Ours;
import dev.holdfast.benchmark.rates.Contestant.Rival;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** P3 and P4: no-op tasks per second beside the best peer. All contestants take turns on one server. */
public final class Rates implements Entry {
    /** A row: who is compared to the best of which mode, and who runs beside to be told too. */
    private record Match(Promise promise, HoldfastRun ours, Mode theirs, List<HoldfastRun> beside) {
        List<Contestant> contestants() {
            Stream<Contestant> own = Stream.concat(Stream.of(ours), beside.stream()).map(Ours::new);
            return Stream.concat(own, rivals().stream()).toList();
        }

        List<Contestant> rivals() {
            return Stream.of(Peer.values())
                    .filter(peer -> peer.setup(theirs).isPresent())
                    .<Contestant>map(peer -> new Rival(peer, theirs))
                    .toList();
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

    @Override
    public List<Promise> promises() {
        return MATCHES.stream().map(Match::promise).toList();
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        List<Match> matches = MATCHES.stream().filter(match -> wanted.contains(match.promise().id())).toList();
        List<Score> scores = matches.stream()
                .flatMap(match -> match.contestants().stream())
                .distinct()
                .map(Score::new)
                .toList();
        try (Bed bed = Bed.open()) {
            bed.countStatements(false);
            for (int round = 0; round < scale.of(3, 2); round++) {
                for (Score score : scores) {
                    score.take(bed, scale);
                }
            }
        }
        return matches.stream().map(match -> row(match, scores)).toList();
    }

    private static Row row(Match match, List<Score> all) {
        List<Score> scores = match.contestants().stream().map(contestant -> of(contestant, all)).toList();
        List<Score> done = scores.stream().filter(score -> score.failure() == null).toList();
        List<String> notes = scores.stream().map(Score::failure).filter(Objects::nonNull).toList();
        Optional<Score> best = done.stream()
                .filter(score -> score.contestant() instanceof Rival)
                .max(Comparator.comparingDouble(Score::medianPerSecond));
        if (best.isEmpty()) {
            return match.promise().notMeasured(String.join("; ", notes));
        }
        var pairs = new Pairs(of(new Ours(match.ours()), all).perSecond(), best.get().perSecond());
        Map<String, String> settings = Map.of("best peer", best.get().contestant().label(), "rounds",
                Integer.toString(pairs.ones().size()));
        return match.promise()
                .measured(Figure.ratio(match.promise().id(), pairs, Samples::median, settings),
                        Stream.concat(done.stream().map(Score::rate), done.stream().map(Score::processorTime)).toList(),
                        notes);
    }

    private static Score of(Contestant contestant, List<Score> scores) {
        return scores.stream().filter(score -> score.contestant().equals(contestant)).findFirst().orElseThrow();
    }
}
