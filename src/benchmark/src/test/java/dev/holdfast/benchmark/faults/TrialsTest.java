package dev.holdfast.benchmark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmark.peers.Entrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Real programs and real faults: what is told of them, not how quick they are. The longest class, so the first. */
@Order(1)
class TrialsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void holdfastGoesOnAfterAKillAndARestartAndRunsNothingTwiceAtOnce() throws Exception {
        assertThat(strike("Holdfast", EnumSet.of(Strike.KILLED, Strike.RESTARTED), PATIENCE))
                .hasSize(2)
                .allSatisfy(result -> assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(Outcome.class))
                        .satisfies(outcome -> {
                            assertThat(outcome.again()).isPositive();
                            assertThat(outcome.together()).isZero();
                            assertThat(outcome.remark()).isEmpty();
                        }));
    }

    @Test
    void aJobOfHoldfastRunsAgainOnlyWhenAWorkerThatIsCutOffHasStoppedIt() throws Exception {
        Object result = strike("Holdfast", EnumSet.of(Strike.CUT_OFF), PATIENCE).getFirst();
        Assumptions.assumeTrue(result instanceof Outcome, String.valueOf(result));
        assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(Outcome.class)).satisfies(outcome -> {
            assertThat(outcome.again()).isPositive();
            assertThat(outcome.together()).isZero();
        });
    }

    /** One whose death is told by its heart alone runs on when it beats again. */
    @Test
    void aJobThatRunsInTwoProcessesAtOnceIsSeen() throws Exception {
        assertThat(strike("db-scheduler", EnumSet.of(Strike.FROZEN), PATIENCE)).singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.class))
                .satisfies(outcome -> {
                    assertThat(outcome.again()).isPositive();
                    assertThat(outcome.together()).isPositive();
                    assertThat(outcome.remark()).isEqualTo("both ran still after 2 s");
                });
    }

    @Test
    void aJobThatDoesNotRunAgainInTimeIsSaid() throws Exception {
        assertThat(strike("Holdfast", EnumSet.of(Strike.FROZEN), Duration.ofSeconds(3))).singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.class))
                .satisfies(outcome -> {
                    assertThat(outcome.again()).isNull();
                    assertThat(outcome.remark()).isEqualTo("waited for 3 s; the first ran on");
                });
    }

    private static List<Object> strike(String program, Set<Strike> strikes, Duration patience) throws Exception {
        List<Entrant> entrants = List.of(Entrant.named(program).orElseThrow());
        var results = new ArrayList<Object>();
        new Trials(entrants, strikes, new Times(SHORT, patience, SHORT)).run(results::add);
        return results;
    }
}
