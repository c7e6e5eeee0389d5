package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.resources.ResourceLine;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The strip of each resource: who had it in the past 15 minutes. */
class ResourceLanesTest extends ViewTest {
    private static final String PAST = """
            UPDATE holdfast.finished
            SET ready_at = now() - ? * interval '1 min', started_at = now() - ? * interval '1 min',
                finished_at = now() - ? * interval '1 min'
            WHERE id = ?
            """;

    @Test
    void thePastOfAResourceIsDrawnAndLeadsToItsTasks() throws Exception {
        for (int i = 0; i < 6; i++) {
            tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        }
        tasks.submit(TaskRequest.of("sleep").shared("repo/B"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            long early = run(worker, 14, 14, 11);
            long middle = run(worker, 10, 9, 6);
            run(worker, 6, 6, 3);
            List<Claimed> running = worker.take(1);

            // A window that was there before would have read what has ended without the times it was given afterwards.
            close();
            open();
            driver.show(View.RESOURCES);

            eventually(() -> assertThat(line("repo/A").lane().holds()).extracting(hold -> hold.taskId())
                    .contains(early, middle, running.getFirst().id()));
            ResourceLine line = line("repo/A");
            assertThat(line.lane().percent()).isBetween(58, 62);
            assertThat(line.lane().gaps()).hasSizeGreaterThanOrEqualTo(1);
            assertThat(line.now().next()).hasSize(2);
            assertThat(line("repo/B").now().queued()).isZero();
            eventually(() -> assertThat(driver.spoken("#resources .lane")).startsWith("repo/A: in use "));
            driver.picture("lanes");

            eventually(() -> {
                // A strip that was not laid out yet has no hold in its middle.
                if (driver.isVisible("#resources")) {
                    driver.doubleClick("#resources .lane", "repo/A", "LaneStrip");
                }
                assertThat(driver.text("#detail-title")).contains(Long.toString(middle));
            });
            driver.press(KeyCode.ALT, KeyCode.LEFT);
            eventually(() -> assertThat(driver.isVisible("#resources")).isTrue());
        }
    }

    @Test
    void aResourceThatNobodyNeedsAnyMoreStaysForAWhile() throws Exception {
        tasks.submit(TaskRequest.of("sleep").shared("repo/A"));
        driver.show(View.RESOURCES);
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.complete(worker.take(1));
        }
        eventually(() -> {
            assertThat(line("repo/A").now().holders()).as("it has ended").isEmpty();
            assertThat(line("repo/A").lane().holds()).hasSize(1);
        });
    }

    private ResourceLine line(String resource) {
        return driver.<ResourceLine>rows("#resources")
                .stream()
                .filter(line -> line.name().equals(resource))
                .findFirst()
                .orElseThrow();
    }

    /** Runs the next task on repo/A, as if that had been so many minutes ago. */
    private long run(TestWorker worker, int ready, int started, int ended) throws Exception {
        List<Claimed> claimed = worker.take(8);
        worker.complete(claimed);
        long task = claimed.stream().mapToLong(Claimed::id).min().orElseThrow();
        database.run(PAST, ready, started, ended, task);
        return task;
    }
}
