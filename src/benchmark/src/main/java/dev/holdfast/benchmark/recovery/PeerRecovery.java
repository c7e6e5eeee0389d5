package dev.holdfast.benchmark.recovery;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.peers.Mode;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerRun;
import dev.holdfast.benchmark.table.Scale;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same of the peers, once each: by default, and with the settings that notice a death soonest. */
record PeerRecovery(Bed bed, Scale scale) {
    /** Adds what was measured to the parts, and what was not to the notes. */
    void addTo(List<Figure> parts, List<String> notes) throws SQLException, InterruptedException {
        for (Mode mode : List.of(Mode.NAP_WATCHED, Mode.NAP)) {
            for (Peer peer : Peer.values()) {
                if (peer.setup(mode).isPresent()) {
                    take(peer, mode, parts, notes);
                }
            }
        }
    }

    private void take(Peer peer, Mode mode, List<Figure> parts, List<String> notes)
            throws SQLException, InterruptedException {
        String label = "%s %s".formatted(peer.label(), mode.label());
        Duration patience = Duration.ofSeconds(scale.of(90, mode == Mode.NAP ? 3 : 15));
        try (PeerRun run = PeerRun.open(bed, peer, mode)) {
            double seconds = run.recovery(patience);
            if (seconds < 0) {
                notes.add("%s: not again within %d s; %s by its settings".formatted(label, patience.toSeconds(),
                        peer.noticesDeath(mode)));
            } else {
                parts.add(Figure.single(label, seconds * 1000, "ms",
                        Map.of("version", peer.version(), "setup", peer.setup(mode).orElseThrow().toString())));
            }
        } catch (PeerFailure e) {
            notes.add("%s could not be run: %s".formatted(label, e.getMessage()));
        }
    }
}
