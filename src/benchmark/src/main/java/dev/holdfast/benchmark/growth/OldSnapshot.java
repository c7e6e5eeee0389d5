package dev.holdfast.benchmark.growth;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * P11: two clusters; on one of them many tasks are drained while a foreign transaction with a snapshot
 * stays open, so that no vacuum may remove what the tasks leave. Then claims take turns.
 */
public final class OldSnapshot implements Entry {
    private static final Promise PROMISE = new Promise("P11",
            "claim time after 200,000 tasks drained under an old snapshot ÷ before it", Goal.atMost(1.5));
    private static final int CLAIMS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public List<Promise> promises() {
        return List.of(PROMISE);
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        int tasks = scale.of(200_000, 5_000);
        try (Bed before = Bed.open(); Bed after = Bed.open(); Connection foreign = after.connect()) {
            before.countStatements(false);
            after.countStatements(false);
            Snapshots.hold(foreign);
            new Workload(tasks, false, 2, true).submit(after.connection());
            after.drain(2, 1, tasks, PATIENCE);
            Row row = row(scale, tasks, after, before);
            foreign.rollback();
            return List.of(row);
        }
    }

    private static Row row(Scale scale, int tasks, Bed after, Bed before) throws SQLException, InterruptedException {
        Workload.free(2 * CLAIMS).submit(after.connection());
        Workload.free(2 * CLAIMS).submit(before.connection());
        Pairs pairs = ClaimsInTurns.on(after, before, CLAIMS / 10, CLAIMS);
        Map<String, String> settings = Map.of("tasks", Integer.toString(tasks), "claims", Integer.toString(CLAIMS));
        var parts = new ArrayList<>(List.of(
                Figure.median("claim after", new Samples(pairs.ones()), "ms", settings),
                Figure.median("claim before", new Samples(pairs.others()), "ms", settings)));
        var notes = new ArrayList<String>();
        new PeerSnapshot(before, scale, tasks).addTo(parts, notes);
        return PROMISE.measured(Figure.ratio(PROMISE.id(), pairs, Samples::median, settings), parts,
                notes);
    }
}
