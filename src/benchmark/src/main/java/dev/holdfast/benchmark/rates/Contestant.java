package dev.holdfast.benchmark.rates;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Drain;
import dev.holdfast.benchmark.peers.Mode;
import dev.holdfast.benchmark.peers.Peer;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerRun;
import dev.holdfast.benchmark.table.Scale;
import java.sql.SQLException;
import java.util.Map;

/** Who drains no-op tasks, and how. */
sealed interface Contestant {
    /** Short, and different from all others. */
    String label();

    Map<String, String> settings();

    Drain drain(Bed bed, Scale scale) throws PeerFailure, SQLException, InterruptedException;

    /** A peer in a mode. */
    record Rival(Peer peer, Mode mode) implements Contestant {
        @Override
        public String label() {
            return "%s %s".formatted(peer.label(), mode.label());
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("version", peer.version(), "setup", peer.setup(mode).map(Object::toString).orElse("none"));
        }

        @Override
        public Drain drain(Bed bed, Scale scale) throws PeerFailure, SQLException, InterruptedException {
            try (PeerRun run = PeerRun.open(bed, peer, mode)) {
                return run.drain(jobs(scale));
            }
        }

        /** As many as take ten seconds or more, so that the warm-up of a JVM counts for little; a strict order is slow in most. */
        private int jobs(Scale scale) {
            return switch (mode) {
                case BATCHED -> scale.of(1_000_000, 20_000);
                case ONE_KEY -> peer == Peer.GRAPHILE_WORKER ? scale.of(100_000, 10_000) : scale.of(5_000, 1_000);
                default -> peer == Peer.JOBRUNR ? scale.of(20_000, 2_000) : scale.of(60_000, 2_000);
            };
        }
    }

    /** Holdfast in one of its ways. */
    record Ours(HoldfastRun run) implements Contestant {
        @Override
        public String label() {
            return "Holdfast " + run.label();
        }

        @Override
        public Map<String, String> settings() {
            return run.settings();
        }

        @Override
        public Drain drain(Bed bed, Scale scale) throws SQLException, InterruptedException {
            return run.drain(bed, scale);
        }
    }
}
