package dev.holdfast.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.benchmark.BedTest;
import dev.holdfast.benchmark.bed.Drain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that needs no download, on a real server. */
class PeerRunTest extends BedTest {
    @TempDir
    private Path directory;

    @AfterEach
    void noDatabaseIsLeft() throws Exception {
        assertThat(bed.number("SELECT count(*)::float8 FROM pg_database WHERE datname LIKE 'peer%'")).isZero();
    }

    @Test
    void drainsAllJobsInADatabaseOfItsOwn() throws Exception {
        try (PeerRun run = PeerRun.open(bed, Peer.DB_SCHEDULER, Mode.SINGLE)) {
            Drain drain = run.drain(50);
            assertThat(drain.jobs()).isEqualTo(50);
            assertThat(drain.seconds()).isPositive();
            assertThat(drain.perSecond()).isEqualTo(50 / drain.seconds());
        }
    }

    @Test
    void aModeThatAPeerHasNotIsSaid() {
        assertThatThrownBy(() -> PeerRun.open(bed, Peer.DB_SCHEDULER, Mode.ONE_KEY)).isInstanceOf(PeerFailure.class)
                .hasMessage("it has no such mode");
    }

    @Test
    void npmThatIsMissingOrFailsIsAReasonAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> NodePackages.in(directory, "no-such-npm")).isInstanceOf(PeerFailure.class)
                .hasMessageStartingWith("its npm packages could not be fetched")
                .hasMessageContaining("no-such-npm");
        assertThatThrownBy(() -> NodePackages.in(directory, "false")).isInstanceOf(PeerFailure.class)
                .hasMessageStartingWith("npm install failed");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void eachPeerHasASetupForRatesAndForADeath() {
        assertThat(Peer.values()).allSatisfy(peer -> assertThat(List.of(Mode.SINGLE, Mode.NAP))
                .allSatisfy(mode -> assertThat(peer.setup(mode)).isPresent()));
    }
}
