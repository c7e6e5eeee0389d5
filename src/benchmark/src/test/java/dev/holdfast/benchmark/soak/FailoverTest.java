package dev.holdfast.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmark.soak.Failover.Outcome;
import dev.holdfast.benchmark.soak.judge.Violation;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.cluster.files.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary is killed under load and its standby promoted: workers move over by themselves. */
class FailoverTest {
    private static final int TASKS = 150;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static final Path PROGRAMS = Path.of("target", "failover").toAbsolutePath();

    private Path directory;

    @BeforeEach
    void makeDirectory() throws Exception {
        // Not a @TempDir: the server, which may run as another user, has to get in.
        directory = Files.createTempDirectory("holdfast-failover-");
    }

    @AfterEach
    void clear() throws Exception {
        PrivateFiles.deleteTree(directory);
    }

    @Test
    void withSynchronousReplicationNothingIsLostAndNothingRunsTwice() throws Exception {
        try (Failover failover = Failover.in(directory, PROGRAMS, SEED)) {
            Outcome outcome = failover.synchronously(TASKS);
            assertThat(outcome.violations()).as("seed %d", SEED).isEmpty();
            assertThat(outcome.lost()).as("seed %d", SEED).isEmpty();
            assertThat(outcome.repeated()).as("seed %d", SEED).isZero();
        }
    }

    @Test
    void whatTheStandbyKnewEndsWellWhenItHadFallenBehind() throws Exception {
        try (Failover failover = Failover.in(directory, PROGRAMS, SEED)) {
            Outcome outcome = failover.behind(TASKS);
            assertThat(outcome.lost()).as("seed %d: what was submitted behind its back", SEED).isNotEmpty();
            assertThat(outcome.violations()).as("seed %d", SEED)
                    .extracting(Violation::promise)
                    .doesNotContain(Promise.NOTHING_STUCK, Promise.NOTHING_LEFT, Promise.NO_ZOMBIE_WRITES);
        }
    }
}
