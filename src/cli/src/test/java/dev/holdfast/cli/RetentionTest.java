package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Cli.Result;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final Cli cli = Cli.at(SharedDatabase.cleared());

    @Test
    void showsAndSetsHowLongTasksAreKept() {
        assertThat(cli.run("retention").out()).isEqualTo("finished tasks are kept for 30 d, 10000000 at most\n");
        assertThat(cli.run("retention", "--keep-for", "7 d").out())
                .isEqualTo("finished tasks are kept for 7 d, 10000000 at most\n");
        assertThat(cli.run("retention", "--keep-at-most", "any").out()).isEqualTo("finished tasks are kept for 7 d\n");
        assertThat(cli.run("retention", "--keep-for", "forever", "--keep-at-most", "5").code()).isZero();
        assertThat(cli.run("retention", "--json").json().at("/keep_at_most").asInt()).isEqualTo(5);
        assertThat(cli.run("retention", "--json").json().at("/keep_for_seconds").isNull()).isTrue();
    }

    @Test
    void refusesWhatIsNoTimeAndNoNumber() {
        Result time = cli.run("retention", "--keep-for", "long");
        assertThat(time.code()).isEqualTo(2);
        assertThat(time.err()).contains("'long' is no span of time");
        assertThat(cli.run("retention", "--keep-at-most", "-1").code()).isEqualTo(2);
        assertThat(cli.run("retention", "--keep-at-most", "few").err()).contains("or any");
    }
}
