package dev.holdfast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
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
        assertThat(forecast(last)).isEqualTo(new NoBasis("fewer than 3 tasks gc have completed yet"));
        took("gc", 100);
        assertThat(forecast(last)).isEqualTo(new NoBasis("no task repack has completed yet"));
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
        assertThat(((NoBasis) forecast(last)).reason()).contains("runs longer than nearly all such tasks did before");
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
            assertThat(forecast(last)).isEqualTo(
                    new NoBasis("task " + held + " (gc) is first in line and kept from starting"));
            assertThat(forecast(held)).isNull();
        }
    }

    private long waiting(String name, String... resources) {
        return submit(TaskRequest.of(name).handler("work").exclusive(resources));
    }

    private long shared(String name, String resource) {
        return submit(TaskRequest.of(name).handler("work").shared(resource));
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
