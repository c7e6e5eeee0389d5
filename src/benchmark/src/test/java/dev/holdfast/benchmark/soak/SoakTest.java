package dev.holdfast.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short soak. {@code -Dseed=…} repeats its choices; {@code holdfast bench soak} is the long one. */
class SoakTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 40));
    private static final int WORKERS = 3;

    @Test
    void noPromiseIsBroken() throws IOException, SQLException, InterruptedException {
        long seed = Long.getLong("seed", 20261125);
        Path evidence = Path.of("target", "soak").toAbsolutePath();
        Summary summary = Soak.run(SoakSettings.of(TIME, seed, WORKERS, evidence, false).programs(evidence),
                System.out::println);
        assertThat(summary.violations()).as("seed %d, what happened is in %s", seed, summary.evidence()).isEmpty();
        assertThat(summary.tasks()).isPositive();
        assertThat(summary.faultCount()).isPositive();
    }
}
