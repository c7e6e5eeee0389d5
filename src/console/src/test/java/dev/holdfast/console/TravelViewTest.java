package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was on the screen is looked at again, here and elsewhere. */
class TravelViewTest extends ViewTest {
    @TempDir
    private Path files;
    private TestWorker worker;

    @BeforeEach
    void register() throws Exception {
        worker = TestWorker.register(database.settings(), "w-1", "sleep");
    }

    @AfterEach
    void leave() throws Exception {
        worker.close();
    }

    @Test
    void aTaskThatHasEndedIsSeenRunningAgainAndNothingCanBeDoneToIt() throws Exception {
        runOneTask();
        driver.press(KeyCode.CONTROL, KeyCode.T);
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.text("#followed")).isEqualTo("Task " + shown().getFirst().id()));

        driver.click("#event-previous");
        eventually(() -> assertThat(driver.isVisible("#past-banner")).isTrue());
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        driver.click("#event-previous");
        eventually(() -> assertThat(phases()).containsExactly(Phase.RUNNING));

        assertThat(driver.text("#past-moment")).startsWith("This is the past: ").contains("Nothing can be done in it");
        for (String action : List.of("#cancel", "#retry", "#new-task", "#matching", "#run-again", "#worker-type")) {
            assertThat(driver.isEnabled(action)).as(action).isFalse();
        }
        driver.picture("past");
        driver.press(KeyCode.CONTROL, KeyCode.N);
        eventually(() -> assertThat(driver.isDialogOpen()).isTrue());
        driver.closeOtherWindows();

        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        assertThat(driver.isVisible("#past-banner")).isFalse();
        assertThat(driver.isEnabled("#new-task")).isTrue();
    }

    @Test
    void nothingCanBeDoneInAPastThatLooksLikeThePresent() {
        tasks.submit(TaskRequest.of("waits").handler("nobody"));
        eventually(() -> assertThat(phases()).containsExactly(Phase.READY));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.isEnabled("#cancel")).isTrue());
        // Whoever listens must be held by what it listens to.
        System.gc();
        driver.press(KeyCode.CONTROL, KeyCode.T);
        Instant ready = newest().serverTime();
        eventually(() -> assertThat(newest().serverTime()).isAfter(ready.plusSeconds(1)));
        driver.focus("#travel-slider");
        driver.press(KeyCode.LEFT);
        eventually(() -> assertThat(driver.isVisible("#past-banner")).isTrue());
        assertThat(phases()).containsExactly(Phase.READY);
        assertThat(driver.isEnabled("#cancel")).isFalse();
        driver.press(KeyCode.ESCAPE);
        eventually(() -> assertThat(driver.isEnabled("#cancel")).isTrue());
    }

    @Test
    void everyViewGoesBack() throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        Claimed task = worker.take(1).getFirst();
        Instant started = newest().serverTime();
        eventually(() -> assertThat(newest().tasks().rows()).extracting(TaskSummary::phase)
                .containsExactly(Phase.RUNNING));
        for (View view : List.of(View.WORKERS, View.RESOURCES, View.LOCKS, View.TASKS)) {
            driver.show(view);
            eventually(() -> assertThat(newest().readAt(view)).isAfter(started));
        }
        bookmark("it runs");
        worker.complete(task);
        for (View view : View.values()) {
            driver.show(view);
            eventually(() -> assertThat(newest().readAt(view)).isAfter(started.plusSeconds(1)));
        }
        eventually(() -> assertThat(newest().workers().getFirst().tasks()).isEmpty());

        chooseBookmark("it runs");

        eventually(() -> assertThat(driver.isVisible("#past-banner")).isTrue());
        eventually(() -> assertThat(seen().workers().getFirst().tasks()).hasSize(1));
        driver.show(View.WORKERS);
        assertThat(driver.isEnabled("#stop")).isFalse();
        driver.picture("past-workers");
        driver.show(View.RESOURCES);
        eventually(() -> assertThat(seen().resources().getFirst().holders()).hasSize(1));
        driver.picture("past-resources");
        driver.show(View.LOCKS);
        eventually(() -> assertThat(driver.rows("#locks")).isNotEmpty());
        driver.show(View.TASKS);
        eventually(() -> assertThat(phases()).containsExactly(Phase.RUNNING));
        driver.show(View.OVERVIEW);
        eventually(() -> assertThat(driver.text("#count-running")).isEqualTo("1"));
        driver.click("#present");
        eventually(() -> assertThat(driver.text("#count-running")).isEqualTo("0"));
    }

    @Test
    void theArrowsOnTheSliderGoFromReadingToReading() throws Exception {
        runOneTask();
        driver.press(KeyCode.CONTROL, KeyCode.T);
        driver.focus("#travel-slider");
        driver.press(KeyCode.LEFT);
        eventually(() -> assertThat(driver.isVisible("#past-banner")).isTrue());
        Instant first = seen().serverTime();
        driver.press(KeyCode.LEFT);
        eventually(() -> assertThat(seen().serverTime()).isBefore(first));
        driver.press(KeyCode.RIGHT);
        eventually(() -> assertThat(seen().serverTime()).isEqualTo(first));
        driver.press(KeyCode.HOME);
        eventually(() -> assertThat(phases()).isEmpty());
        driver.press(KeyCode.END);
        eventually(() -> assertThat(driver.isVisible("#past-banner")).isFalse());
    }

    @Test
    void aFilterAndADetailWorkOnThePastToo() throws Exception {
        tasks.submit(TaskRequest.of("sleep").payload("{\"secret\": 1}").exclusive("repo/A"));
        runOneTask();
        bookmark("both");
        tasks.submit(TaskRequest.of("later"));
        eventually(() -> assertThat(shown()).hasSize(3));
        chooseBookmark("both");
        eventually(() -> assertThat(shown()).hasSize(2));

        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("state:completed ");
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.isVisible("#unrecorded")).isTrue());
        eventually(() -> assertThat(driver.text("#detail-title")).isEqualTo(shown().getFirst().id() + " sleep"));
    }

    @Test
    void aRecordingIsSavedAndShowsTheSameWithoutADatabase() throws Exception {
        long id = runOneTask();
        bookmark("the end");
        Path saved = save("seen");
        driver.close();

        driver = ConsoleDriver.replay(saved, files.resolve("console.json"));
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        assertThat(driver.text("#link")).isEqualTo("Recording");
        assertThat(driver.isVisible("#present")).isFalse();
        assertThat(driver.isEnabled("#new-task")).isFalse();
        driver.select("#tasks", 0);
        eventually(() -> assertThat(driver.text("#followed")).isEqualTo("Task " + id));
        Instant last = seen().serverTime();
        driver.press(KeyCode.CONTROL, KeyCode.COMMA);
        eventually(() -> assertThat(seen().serverTime()).isBefore(last));
        driver.press(KeyCode.CONTROL, KeyCode.COMMA);
        eventually(() -> assertThat(phases()).containsExactly(Phase.RUNNING));
        driver.picture("recording");
        driver.press(KeyCode.ESCAPE);
        assertThat(phases()).as("there is no present").containsExactly(Phase.RUNNING);
        chooseBookmark("the end");
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
    }

    @Test
    void aRecordingIsOpenedInTheWindowOfAServer() throws Exception {
        runOneTask();
        bookmark("the end");
        eventually(() -> assertThat(driver.isVisible(".marks .mark")).isTrue());
        Path saved = save("seen");

        driver.choose("#profiles-menu", "#open-recording");
        driver.fill("#recording-file", files.resolve("nothing").toString());
        assertThat(driver.isEnabled("#go")).isFalse();
        driver.fill("#recording-file", saved.toString());
        driver.pictureOfDialog("open-recording");
        driver.click("#go");
        eventually(() -> assertThat(driver.text("#link")).isEqualTo("Recording"));
        eventually(() -> assertThat(phases()).containsExactly(Phase.COMPLETED));
        assertThat(driver.isVisible(".marks .mark")).isTrue();

        Path damaged = Files.writeString(files.resolve("x.holdfast-recording"), "no recording");
        driver.choose("#profiles-menu", "#open-recording");
        driver.fill("#recording-file", damaged.toString());
        driver.click("#go");
        eventually(() -> assertThat(driver.texts("#notices", ".label"))
                .anyMatch(text -> text.contains("is no recording of Holdfast")));
        assertThat(phases()).as("what was shown is shown still").containsExactly(Phase.COMPLETED);
    }

    @Test
    void aDamagedFileOpensNoWindow() throws IOException {
        Path file = Files.writeString(files.resolve("x.holdfast-recording"), "no recording");
        assertThatThrownBy(() -> Replay.open(file)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is no recording of Holdfast, or is damaged");
    }

    /** Each of its states is read, and there is a reading after the last one. */
    private long runOneTask() throws Exception {
        eventually(() -> assertThat(newest().workers()).hasSize(1));
        long id = tasks.submit(TaskRequest.of("sleep").payload("{\"n\": 1}"));
        eventually(() -> assertThat(phase(id)).isEqualTo(Phase.READY));
        Claimed task = worker.take(2).stream().filter(taken -> taken.id() == id).findFirst().orElseThrow();
        eventually(() -> assertThat(phase(id)).isEqualTo(Phase.RUNNING));
        worker.complete(task);
        eventually(() -> assertThat(phase(id)).isEqualTo(Phase.COMPLETED));
        Instant end = newest().serverTime();
        eventually(() -> assertThat(newest().serverTime()).isAfter(end));
        return id;
    }

    private Path save(String name) {
        driver.click("#save-recording");
        driver.fill("#save-file", files.resolve(name).toString());
        driver.pictureOfDialog("save-recording");
        driver.click("#go");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("The recording is saved."));
        driver.closeOtherWindows();
        return files.resolve(name + ".holdfast-recording");
    }

    private void bookmark(String name) {
        if (!driver.isVisible("#travel-strip")) {
            driver.click("#travel");
        }
        driver.choose("#bookmarks", "#bookmark-add");
        driver.fill("#answer", name);
        driver.press(KeyCode.ENTER);
        eventually(() -> assertThat(driver.isDialogOpen()).isFalse());
    }

    private void chooseBookmark(String name) {
        driver.chooseEnding("#bookmarks", name);
    }

    private Phase phase(long id) {
        return shown().stream().filter(task -> task.id() == id).findFirst().orElseThrow().phase();
    }

    private List<Phase> phases() {
        return shown().stream().map(TaskSummary::phase).toList();
    }

    private List<TaskSummary> shown() {
        return driver.rows("#tasks");
    }

    private Snapshot newest() {
        return ConsoleDriver.onScreen(() -> driver.console().live().newest().get());
    }

    private Snapshot seen() {
        return ConsoleDriver.onScreen(() -> driver.console().live().snapshot().get());
    }
}
