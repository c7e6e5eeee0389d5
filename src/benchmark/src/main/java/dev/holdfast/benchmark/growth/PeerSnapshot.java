package dev.holdfast.benchmark.growth;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.peers.Mode;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerRun;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The same of the peers that take jobs in batches: what a claim takes the server when jobs are run one by one, before and
 * after many were drained under an old snapshot.
 */
record PeerSnapshot(Bed bed, Scale scale, int jobs) {
    /** Adds what was measured to the parts, and what was not to the notes. */
    void addTo(List<Figure> parts, List<String> notes) throws SQLException, InterruptedException {
        bed.countStatements(true);
        for (Peer peer : Stream.of(Peer.values()).filter(peer -> peer.setup(Mode.PROBE).isPresent()).toList()) {
            try (PeerRun run = PeerRun.open(bed, peer, Mode.PROBE)) {
                Map<String, String> settings = Map.of("version", peer.version(), "jobs", Integer.toString(jobs));
                double before = probe(run);
                double after = afterDrain(run);
                parts.add(Figure.single(peer.label() + ", claim after ÷ before", after / before, "ratio", settings));
                parts.add(Figure.single(peer.label() + ", claim after", after, "ms", settings));
                parts.add(Figure.single(peer.label() + ", claim before", before, "ms", settings));
            } catch (PeerFailure e) {
                notes.add("%s could not be run: %s".formatted(peer.label(), e.getMessage()));
            }
        }
    }

    private double afterDrain(PeerRun run) throws PeerFailure, SQLException, InterruptedException {
        try (Connection foreign = run.connect()) {
            Snapshots.hold(foreign);
            run.drain(Mode.BATCHED, jobs);
            return probe(run);
        }
    }

    private double probe(PeerRun run) throws PeerFailure, SQLException, InterruptedException {
        Sql.run(bed.connection(), "SELECT pg_stat_statements_reset()");
        run.drain(scale.of(1_000, 200));
        return run.claimMillis();
    }
}
