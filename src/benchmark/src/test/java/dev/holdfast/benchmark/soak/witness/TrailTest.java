package dev.holdfast.benchmark.soak.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailTest {
    @TempDir
    private Path directory;

    @Test
    void aProgramThatTookLessThanItsClockCanTellEndsNoLaterThanItCanHave() throws IOException {
        Attempt quick = attempt("S 7 0 100 12.57", "E 7 0 100 12.57");
        assertThat(quick.ended()).isTrue();
        assertThat(quick.start()).isEqualTo(12_580_000_000L);
        assertThat(quick.last()).isEqualTo(12_570_000_000L);
    }

    @Test
    void aProgramStartsAsLateAndEndsAsEarlyAsItCanHave() throws IOException {
        Attempt slow = attempt("S 7 0 100 12.57", "M 7 0 100 12.61", "E 7 0 100 12.70");
        assertThat(slow.start()).isEqualTo(12_580_000_000L);
        assertThat(slow.last()).isEqualTo(12_700_000_000L);
        assertThat(slow.byWorker()).isFalse();
    }

    @Test
    void aWorkersTimesAreTakenAsTheyAre() throws IOException {
        Attempt one = attempt("S 7 2 100 5000", "E 7 2 100 6000");
        assertThat(one.start()).isEqualTo(5000);
        assertThat(one.last()).isEqualTo(6000);
        assertThat(one.completed()).isTrue();
    }

    private Attempt attempt(String... lines) throws IOException {
        Path file = directory.resolve("trail");
        Files.write(file, List.of(lines));
        return Objects.requireNonNull(new Trail(file).read().get(7)).getFirst();
    }
}
