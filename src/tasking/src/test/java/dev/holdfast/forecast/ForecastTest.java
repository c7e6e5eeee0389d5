package dev.holdfast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a task is likely to wait; the runs before it are real, and how long they took is set in the table. */
class ForecastTest extends DatabaseTest {
    /** The moments between the steps of a test. */
    private static final Offset<Double> MOMENTS = Offset.offset(5.0);

    private TestWorker worker;

    @BeforeEach
    void register() throws SQLException {
        worker = TestWorker.register(database.settings(), "w", "work");
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void nobodyKnowsWhatHasNeverRun() throws SQLException {
        took("gc", 100, 100);
        waiting("gc", "a");
        waiting("repack", "a");
        long last = waiting("gc", "a");
        worker.take(1);
        assertThat(reason(last)).isEqualTo("fewer than 3 tasks gc have completed yet");
        took("gc", 100);
        assertThat(reason(last)).isEqualTo("no task repack has completed yet");
        assertThat(forecast(999_999)).isNull();
    }

    @Test
    void thoseInLineFollowEachOther() throws SQLException {
        took("gc", 100, 100, 100, 1000);
        took("repack", 50, 60, 70);
        waiting("gc", "a");
        waiting("repack", "a");
        long last = waiting("gc", "a");
        worker.take(1);
        started("10 seconds");
        Start start = (Start) forecast(last);
        assertThat(start.likelySeconds()).isCloseTo(90 + 60, MOMENTS);
        assertThat(start.slowSeconds()).isCloseTo(720 + 68, MOMENTS);
        assertThat(start.before()).isEqualTo(2);
        assertThat(start.runs()).isEqualTo(3);
    }

    @Test
    void ofATaskThatRunsLongOnlyTheLongRunsCount() throws SQLException {
        took("gc", 100, 100, 100, 1000, 1000, 1000);
        waiting("gc", "a");
        long last = waiting("gc", "a");
        worker.take(1);
        started("400 seconds");
        assertThat(((Start) forecast(last)).likelySeconds()).isCloseTo(600, MOMENTS);
        started("1100 seconds");
        assertThat(reason(last)).contains("runs longer than nearly all such tasks did before");
    }

    @Test
    void readersRunBesideEachOtherAndWriterWaitsForAll() throws SQLException {
        took("read", 100, 100, 100);
        took("scan", 300, 300, 300);
        shared("read", "a");
        shared("scan", "a");
        long writer = waiting("gc", "a");
        worker.admit();
        assertThat(((Start) forecast(writer)).likelySeconds()).isCloseTo(300, MOMENTS);
    }

    @Test
    void whoIsBeforeItMayWaitElsewhere() throws SQLException {
        took("gc", 100, 100, 100);
        waiting("gc", "b");
        waiting("gc", "b");
        waiting("gc", "a", "b");
        long last = waiting("gc", "a");
        worker.admit();
        Start start = (Start) forecast(last);
        assertThat(start.likelySeconds()).isCloseTo(300, MOMENTS);
        assertThat(start.before()).isEqualTo(3);
    }

    @Test
    void nobodyKnowsHowLongAPersonHolds() throws SQLException {
        took("gc", 100, 100, 100);
        try (Connection person = database.open(); var hold = person.prepareStatement("SELECT holdfast.hold('a')")) {
            hold.execute();
            long held = waiting("gc", "a");
            long last = waiting("gc", "a");
            assertThat(worker.take(1)).isEmpty();
            assertThat(reason(last)).isEqualTo("task " + held + " (gc) is first in line and kept from starting");
            assertThat(forecast(held)).isNull();
        }
    }

    @Test
    void whatWasSaidIsComparedWithWhatHappened() throws SQLException {
        took("gc", 100, 100, 100, 1000);
        var groups = new Groups(database.source());
        groups.create("g");
        var trial = new Trial(database.source(), "g");
        waiting("gc", "a");
        List<Claimed> first = worker.take(1);
        submit(TaskRequest.of("gc").handler("work").exclusive("a").group("g"));
        submit(TaskRequest.of("new").handler("work").exclusive("a").group("g"));
        submit(TaskRequest.of("gc").handler("work").exclusive("a").group("g"));
        worker.admit();
        trial.look();
        assertThat(trial.look()).isEqualTo(new Accuracy(0, 0, 0, 2, 1));
        assertThat(trial.isOver()).isFalse();

        worker.complete(first);
        List<Claimed> second = worker.take(1);
        startsIn(300);
        assertThat(trial.look()).as("likely in 100 s, or in 730").isEqualTo(new Accuracy(1, 0, 0, 1, 1));
        worker.complete(second);
        List<Claimed> third = worker.take(1);
        startsIn(5000);
        assertThat(trial.look()).as("likely in 200 s, or in 1460").isEqualTo(new Accuracy(1, 0, 1, 0, 1));
        worker.complete(third);
        trial.look();
        assertThat(trial.isOver()).isTrue();
    }

    private void startsIn(int seconds) {
        database.run("UPDATE holdfast.running SET started_at = clock_timestamp() + make_interval(secs => ?)",
                (double) seconds);
    }

    private long waiting(String name, String... resources) {
        return submit(TaskRequest.of(name).handler("work").exclusive(resources));
    }

    private long shared(String name, String resource) {
        return submit(TaskRequest.of(name).handler("work").shared(resource));
    }

    private String reason(long id) throws SQLException {
        return ((NoBasis) Objects.requireNonNull(forecast(id))).reason();
    }

    private @Nullable Forecast forecast(long id) throws SQLException {
        try (Connection connection = database.source().get()) {
            return Forecasts.of(connection, id).orElse(null);
        }
    }

    private void took(String name, int... seconds) throws SQLException {
        for (int time : seconds) {
            long id = submit(TaskRequest.of(name).handler("work"));
            worker.complete(worker.take(1));
            database.run(
                    "UPDATE holdfast.finished SET started_at = finished_at - make_interval(secs => ?) WHERE id = ?",
                    (double) time, id);
        }
    }

    private void started(String ago) {
        database.run("UPDATE holdfast.running SET started_at = clock_timestamp() - ?::interval", ago);
    }
}
