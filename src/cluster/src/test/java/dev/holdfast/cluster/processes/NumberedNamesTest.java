package dev.holdfast.cluster.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedNamesTest {
    @Test
    void theFirstFreeNumbersAreTaken() {
        assertThat(NumberedNames.free("worker-", 3, List.of("worker-1", "worker-3", "worker-x")))
                .containsExactly("worker-2", "worker-4", "worker-5");
        assertThat(NumberedNames.free("worker-", 0, List.of())).isEmpty();
    }

    @Test
    void twoComesBeforeTen() {
        assertThat(List.of("worker-10", "worker-2", "worker-1").stream().sorted(new NumberedNames()))
                .containsExactly("worker-1", "worker-2", "worker-10");
    }
}
