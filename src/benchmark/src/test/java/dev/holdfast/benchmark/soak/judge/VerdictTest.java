package dev.holdfast.benchmark.soak.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.benchmark.soak.witness.Trail;
import dev.holdfast.tasks.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a soak would see what it looks for: each broken promise, made up. */
class VerdictTest {
    private static final Instant FINISHED = Instant.parse("2026-11-25T00:00:00Z");

    @TempDir
    private Path directory;

    private final Map<Integer, Planned> planned = new HashMap<>();
    private final Map<Integer, Row> rows = new HashMap<>();
    private final List<Row> seen = new ArrayList<>();
    private final List<Long> killed = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();

    @Test
    void whatEndedWellIsNoViolation() throws IOException {
        task(1, TaskRequest.of("soak-1").exclusive("a"), "completed", 1);
        task(2, TaskRequest.of("soak-2").shared("a"), "completed", 1);
        task(3, TaskRequest.of("soak-3").shared("a"), "completed", 2);
        ran("S 1 1 70 100", "M 1 1 70 150", "E 1 1 70 200");
        ran("S 2 1 70 200", "S 3 1 71 210", "X 3 1 71 220", "S 3 2 70 230", "E 2 1 70 300", "E 3 2 70 310");
        assertThat(promises()).isEmpty();
    }

    @Test
    void conflictingTasksAtOnceAreSeenWhateverTheTablesSay() throws IOException {
        task(1, TaskRequest.of("soak-1").shared("a"), "completed", 1);
        task(2, TaskRequest.of("soak-2").exclusive("a"), "completed", 1);
        ran("S 1 1 70 100", "S 2 1 70 199", "E 1 1 70 200", "E 2 1 70 300");
        assertThat(promises()).containsExactly(Promise.NO_OVERLAP);
    }

    @Test
    void aTaskBeforeItsTurnIsSeenThoughNothingRanAtOnce() throws IOException {
        task(1, TaskRequest.of("soak-1").exclusive("a"), "completed", 1);
        task(2, TaskRequest.of("soak-2").exclusive("a"), "completed", 1);
        ran("S 2 1 70 100", "E 2 1 70 110", "S 1 1 70 120", "E 1 1 70 130");
        assertThat(promises()).containsExactly(Promise.ORDER);
    }

    @Test
    void twoAttemptsOfOneTaskAtOnceAreSeen() throws IOException {
        task(1, TaskRequest.of("soak-1"), "completed", 2);
        ran("S 1 1 71 100", "S 1 2 70 150", "X 1 1 71 160", "E 1 2 70 170");
        assertThat(promises()).containsExactly(Promise.NO_OVERLAP);
    }

    @Test
    void anAttemptThatWasBegunTwiceIsSeen() throws IOException {
        task(1, TaskRequest.of("soak-1"), "completed", 1);
        ran("S 1 1 70 100", "E 1 1 70 110", "S 1 1 71 120", "E 1 1 71 130");
        assertThat(promises()).containsExactly(Promise.NO_DOUBLE_START);
    }

    @Test
    void aTaskOfALostBatchBeginsAgainUnderTheSameAttempt() throws IOException {
        task(1, TaskRequest.of("soak-1").maxAttempts(2), "completed", 1);
        rows.put(1, new Row(1, 1, "completed", 1, 2, 70, null, null, "{\"pid\": 70, \"attempt\": 1}", FINISHED));
        ran("S 1 1 71 100", "S 1 1 70 120", "E 1 1 70 130");
        assertThat(promises()).as("nothing was done to process 71").containsExactly(Promise.NO_DOUBLE_START);
        killed.add(71L);
        assertThat(promises()).isEmpty();
    }

    @Test
    void aLostBatchRunsAgainInOrderAndNeverBesideOthers() throws IOException {
        lostBatch(3);
        ran("S 1 1 70 200", "E 1 1 70 210", "S 2 1 70 220", "E 2 1 70 230", "S 3 1 70 240", "E 3 1 70 250");
        assertThat(promises()).isEmpty();

        ran("S 3 1 71 205", "E 3 1 71 206");
        assertThat(promises()).contains(Promise.NO_OVERLAP);
    }

    @Test
    void aTaskOfALostBatchThatIsLostOnceMoreBeforeItBeginsHasAnotherAttempt() throws IOException {
        lostBatch(2);
        rows.put(2, row(2, "completed", 2, null, "{\"pid\": 70, \"attempt\": 2}"));
        ran("S 1 1 70 200", "E 1 1 70 210", "S 2 2 70 220", "E 2 2 70 230");
        assertThat(promises()).isEmpty();
    }

    @Test
    void aTaskBeforeItsTurnInALostBatchIsSeen() throws IOException {
        task(1, TaskRequest.of("soak-1").exclusive("a").maxAttempts(2), "completed", 1);
        task(2, TaskRequest.of("soak-2").exclusive("a").maxAttempts(2), "completed", 2);
        killed.add(71L);
        ran("S 2 1 71 100", "E 2 1 71 110", "S 1 1 70 200", "E 1 1 70 210", "S 2 2 70 220", "E 2 2 70 230");
        assertThat(promises()).containsExactly(Promise.ORDER);
    }

    @Test
    void whatBeginsAgainBeforeItsTurnIsSeen() throws IOException {
        lostBatch(2);
        ran("S 2 1 70 200", "E 2 1 70 210", "S 1 1 70 220", "E 1 1 70 230");
        assertThat(promises()).containsExactly(Promise.ORDER);
    }

    @Test
    void aResultOfAnotherAttemptIsSeen() throws IOException {
        task(1, TaskRequest.of("soak-1"), "completed", 2);
        rows.put(1, row(1, "completed", 2, null, "{\"pid\": 71, \"attempt\": 1}"));
        ran("S 1 1 71 100", "E 1 1 71 110", "S 1 2 70 120", "E 1 2 70 130");
        assertThat(promises()).containsExactly(Promise.NO_ZOMBIE_WRITES);
    }

    @Test
    void aTaskThatIsGoneAndOneThatHasTwoEndsAreSeen() throws IOException {
        planned.put(1, new Planned(1, TaskRequest.of("soak-1"), true));
        task(2, TaskRequest.of("soak-2"), "completed", 1);
        ran("S 2 1 70 100", "E 2 1 70 110");
        seen.add(row(2, "failed", 1, "WorkerLost", null));
        assertThat(promises()).containsExactlyInAnyOrder(Promise.NOTHING_LOST, Promise.ONE_FINAL_STATE);
    }

    @Test
    void aTaskThatWasLostForNoReasonOrThatNeverEndsIsSeen() throws IOException {
        task(1, TaskRequest.of("soak-1"), "failed", 1);
        rows.put(1, row(1, "failed", 1, "WorkerLost", null));
        task(2, TaskRequest.of("soak-2"), "running", 1);
        rows.put(2, new Row(2, 2, "running", 1, 2, 70, null, null, null, null));
        ran("S 1 1 70 100", "S 2 1 70 100");
        assertThat(promises()).containsExactlyInAnyOrder(Promise.NO_LOSS_WITHOUT_CAUSE, Promise.NOTHING_STUCK);
    }

    /** Tasks on one resource; process 71 has run the first two, and was killed. */
    private void lostBatch(int tasks) {
        for (int number = 1; number <= tasks; number++) {
            task(number, TaskRequest.of("soak-" + number).exclusive("a").maxAttempts(2), "completed", 1);
            rows.put(number, new Row(number, number, "completed", 1, 2, 70, null, null,
                    "{\"pid\": 70, \"attempt\": 1}", FINISHED));
        }
        killed.add(71L);
        ran("S 1 1 71 100", "E 1 1 71 110", "S 2 1 71 120", "E 2 1 71 130");
    }

    private void task(int number, TaskRequest request, String state, int attempt) {
        planned.put(number, new Planned(number, request, true));
        rows.put(number, row(number, state, attempt, null, "{\"pid\": 70, \"attempt\": %d}".formatted(attempt)));
    }

    private static Row row(int number, String state, int attempt, @Nullable String error, @Nullable String result) {
        return new Row(number, number, state, attempt, attempt, 70, error, null, result, FINISHED);
    }

    private void ran(String... more) {
        for (String line : more) {
            lines.append(line).append('\n');
        }
    }

    private List<Promise> promises() throws IOException {
        Path file = Files.writeString(directory.resolve("trail"), lines);
        var facts = new Case(planned, rows, new Trail(file).read(), seen, Map.of(), killed, List.of());
        return Verdict.of(facts).violations().stream().map(Violation::promise).toList();
    }
}
