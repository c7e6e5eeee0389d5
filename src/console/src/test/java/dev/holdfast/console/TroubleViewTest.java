package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.console.links.View;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person who looks elsewhere is told of troubles. */
class TroubleViewTest extends ProfileTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestWorker worker;

    @BeforeEach
    void register() throws Exception {
        told.clear();
        host = new Host(file, keychain, (title, text) -> told.add(title + ": " + text));
        worker = TestWorker.register(database.settings(), "w-1", "work");
    }

    @AfterEach
    void leave() throws Exception {
        worker.close();
    }

    @Test
    void aBurstOfFailuresIsToldOnTheDesktopOnce() throws Exception {
        watch();
        fail(12);
        eventually(() -> assertThat(told)
                .singleElement()
                .asString()
                .matches("Holdfast: orders: 1[0-2] tasks failed within a minute, the last is \\d+ \\(work\\)"));
        fail(1);
        keepWaiting();
        eventually(() -> assertThat(told).hasSize(2));
        assertThat(told.getLast()).startsWith("Holdfast: orders: repo/A: task ").endsWith(", 3 wait behind it");
    }

    @Test
    void whereTheDesktopShowsNothingTheWindowDoes() throws Exception {
        host = new Host(file, keychain, (title, text) -> false);
        watch();
        fail(12);
        eventually(() -> assertThat(driver.texts("#notices", ".label"))
                .anyMatch(text -> text.contains(" tasks failed within a minute")));
        driver.picture("trouble");
    }

    @Test
    void whoDoesNotWantItIsNotTold() throws Exception {
        watch();
        driver.chooseText("#theme", "Tell the desktop of troubles");
        fail(12);
        keepWaiting();
        eventually(() -> assertThat(driver.console().live().snapshot().get().overview().contended())
                .as("the console has seen it")
                .anyMatch(line -> line.waiting() == 3));
        driver.askToClose();
        eventually(() -> assertThat(file.load().troubles()).isFalse());
        assertThat(told).isEmpty();
    }

    private void watch() {
        open(profile("orders", Environment.TEST, false));
        eventually(() -> assertThat(driver.text("#link")).isEqualTo("Connected"));
        driver.readOften();
        driver.show(View.OVERVIEW);
        Instant first = overviewAt();
        // The first one takes long, and the next keeps a distance from it that is as many times longer.
        await().atMost(Duration.ofMinutes(1)).until(() -> !overviewAt().equals(first));
    }

    private Instant overviewAt() {
        return driver.console().live().snapshot().get().overview().at();
    }

    private void fail(int count) throws Exception {
        tasks.submitAll(IntStream.range(0, count).mapToObj(i -> TaskRequest.of("work")).toList());
        for (var task : worker.take(count)) {
            worker.fail(task, "no room on disk");
        }
    }

    /** A task that has been running for long, with three behind it. */
    private void keepWaiting() throws Exception {
        for (int i = 0; i < 4; i++) {
            exclusive("repo/A");
        }
        worker.take(1);
        database.run("UPDATE holdfast.running SET started_at = started_at - interval '5 minutes'");
    }
}
