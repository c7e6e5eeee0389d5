package dev.holdfast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.doctor.Finding.Level;
import dev.holdfast.schema.Schema;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgementTest {
    @Test
    void tellsPoolersByTheSessionsTheyGive() {
        assertThat(PoolerCheck.judge(1, 2, 1, 1).level()).isEqualTo(Level.OK);
        assertThat(PoolerCheck.judge(1, 1, 1, 1).level()).as("both at once").isEqualTo(Level.FAIL);
        assertThat(PoolerCheck.judge(1, 2, 3, 1).level()).as("another each time").isEqualTo(Level.FAIL);
        assertThat(PoolerCheck.judge(1, 2, 1, 77).level()).as("a session of one's own").isEqualTo(Level.WARN);
    }

    @Test
    void refusesOnlyASchemaThatIsNewer() {
        assertThat(ServerChecks.schema(Schema.VERSION).level()).isEqualTo(Level.OK);
        assertThat(ServerChecks.schema(Schema.VERSION - 1).level()).isEqualTo(Level.WARN);
        assertThat(ServerChecks.schema(Schema.VERSION + 1).level()).isEqualTo(Level.FAIL);
        assertThat(ServerChecks.schema(0).advice()).contains("makes it");
    }

    @Test
    void warnsOfClocksThatDifferEitherWay() {
        assertThat(ServerChecks.clock(Duration.ofSeconds(-6)).level()).isEqualTo(Level.WARN);
        assertThat(ServerChecks.clock(Duration.ofSeconds(6)).level()).isEqualTo(Level.WARN);
        assertThat(ServerChecks.clock(Duration.ofMillis(-20)).text()).contains("-0.020 s");
    }
}
