package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import dev.holdfast.workers.TestWorker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.input.KeyCode;

/** All that a person may see: each view with a bit of everything in it, and each dialog. */
final class Screens implements AutoCloseable {
    private final Database database = Database.withSchema();
    private final TestWorker worker;
    private final Connection person;
    private final int session;
    private final long running;
    private final long blocked;
    private final NotedWorkers local = new NotedWorkers();
    final ConsoleDriver driver;

    /** Something that is brought up, by keys, clicks and links. */
    enum Screen {
        OVERVIEW, TASKS, DETAIL, RESOURCES, LOCKS, WORKERS, LAB, FAULTS, SIDE_BY_SIDE, BENCHMARK, AUDIT, PAST, LOG,
        PALETTE,
        GRACE, NEW_TASK, SAVE_RECORDING, QUERY, CANCEL,
        CANCEL_MANY,
        RETRY_MANY, NOTHING_TO_DO, END_SESSION, LAUNCH, STOP, KILL, THREADS, WORKER_TYPE, PROFILES,
        PROFILE, CLOSE;

        boolean isDialog() {
            return ordinal() >= NEW_TASK.ordinal();
        }
    }

    Screens(Path file) throws SQLException {
        worker = TestWorker.register(database.settings(), "w-1", "sleep");
        person = database.settings().open("Ann's psql");
        session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
        var tasks = new Tasks(database.source());
        long failed = tasks.submit(TaskRequest.of("failing").handler("sleep"));
        worker.fail(worker.take(1).getFirst(), "disk full");
        running = tasks.submit(TaskRequest.of("running").handler("sleep").exclusive("repo/A").shared("pool"));
        blocked = tasks.submit(TaskRequest.of("blocked").handler("sleep").exclusive("repo/A", "repo/B").parent(failed));
        worker.take(1);
        Sql.run(person, "SELECT holdfast.hold('repo/C')");
        tasks.submitAll(IntStream.range(0, 30)
                .mapToObj(i -> TaskRequest.of("many").handler("sleep").exclusive(i % 2 == 0 ? "repo/A" : "repo/C"))
                .toList());
        worker.take(1);
        local.launch(2, 1, List.of("sleep"));
        driver = ConsoleDriver.open(database.settings(), local, file, () -> {});
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(33));
    }

    void show(Screen screen) {
        switch (screen) {
            case OVERVIEW -> view(View.OVERVIEW, "#contended");
            case TASKS -> view(View.TASKS, "#tasks");
            case DETAIL -> detail(blocked);
            case RESOURCES -> view(View.RESOURCES, "#resources");
            case LOCKS -> view(View.LOCKS, "#locks");
            case WORKERS -> view(View.WORKERS, "#workers");
            case LAB -> lab("#lab-load");
            case FAULTS -> lab("#lab-chaos");
            case SIDE_BY_SIDE -> lab("#lab-comparison");
            case BENCHMARK -> lab("#lab-panels");
            case AUDIT -> view(View.AUDIT, "#audit");
            case LOG -> worker();
            case PAST -> past();
            case SAVE_RECORDING -> {
                driver.press(KeyCode.CONTROL, KeyCode.T);
                driver.click("#save-recording");
            }
            case PALETTE -> driver.press(KeyCode.CONTROL, KeyCode.K);
            case GRACE -> grace();
            case NEW_TASK -> driver.press(KeyCode.CONTROL, KeyCode.N);
            case QUERY -> {
                detail(blocked);
                driver.click(".clause .button");
            }
            case CANCEL -> {
                find("state:running");
                driver.select("#tasks", 0);
                driver.click("#cancel");
            }
            case CANCEL_MANY -> matching("name:many", "#cancel-matching");
            case RETRY_MANY -> matching("state:failed", "#retry-matching");
            case NOTHING_TO_DO -> matching("state:completed", "#retry-matching");
            case END_SESSION -> endSession();
            case LAUNCH -> {
                driver.show(View.WORKERS);
                driver.click("#launch");
            }
            case STOP -> ofWorker("#stop");
            case KILL -> ofWorker("#kill");
            case THREADS -> ofWorker("#show-threads");
            case WORKER_TYPE -> driver.click("#worker-type");
            case PROFILES -> profiles();
            case PROFILE -> {
                profiles();
                driver.click("#profile-add");
                eventually(() -> assertThat(driver.isVisible("#profile-name")).isTrue());
            }
            case CLOSE -> driver.askToClose();
        }
        if (screen.isDialog()) {
            eventually(() -> assertThat(driver.isDialogOpen()).as(screen.name()).isTrue());
        }
    }

    /** Back to the window alone. */
    void leave(Screen screen) {
        driver.closeOtherWindows();
        if (screen == Screen.PALETTE) {
            driver.press(KeyCode.ESCAPE);
        } else if (screen == Screen.PAST || screen == Screen.SAVE_RECORDING) {
            // A window that has just got the focus back may miss the keys.
            eventually(() -> {
                driver.press(KeyCode.CONTROL, KeyCode.T);
                assertThat(driver.isVisible("#travel-slider")).isFalse();
            });
        } else if (screen == Screen.GRACE) {
            driver.press(KeyCode.CONTROL, KeyCode.Z);
        }
    }

    private void past() {
        driver.press(KeyCode.CONTROL, KeyCode.T);
        eventually(() -> {
            driver.focus("#travel-slider");
            driver.press(KeyCode.LEFT);
            assertThat(driver.isVisible("#past-banner")).isTrue();
        });
    }

    private void view(View view, String table) {
        driver.show(view);
        eventually(() -> assertThat(driver.rows(table)).isNotEmpty());
    }

    private void lab(String page) {
        driver.show(View.LAB);
        driver.click(page);
    }

    private void detail(long task) {
        driver.follow(links -> links.task(task));
        eventually(() -> assertThat(driver.text("#detail-title")).startsWith(Long.toString(task)));
    }

    private void worker() {
        driver.follow(links -> links.worker("local-1"));
        eventually(() -> assertThat(driver.lines("#worker-log")).isNotEmpty());
    }

    private void ofWorker(String button) {
        worker();
        driver.click(button);
    }

    private void grace() {
        find("name:many");
        driver.select("#tasks", 0);
        driver.click("#cancel");
        eventually(() -> assertThat(driver.isVisible("#grace")).isTrue());
    }

    private void endSession() {
        driver.follow(links -> links.session(session));
        eventually(() -> assertThat(driver.isEnabled("#end-session")).isTrue());
        driver.click("#end-session");
    }

    private void profiles() {
        driver.choose("#profiles-menu", "#manage-profiles");
        eventually(() -> assertThat(driver.isVisible("#profiles")).isTrue());
    }

    private void matching(String filter, String item) {
        find(filter);
        driver.click("#matching");
        driver.click(item);
    }

    private void find(String filter) {
        driver.follow(links -> links.tasks(filter));
        int expected = filter.startsWith("name:") ? 30 : filter.equals("state:completed") ? 0 : 1;
        eventually(() -> assertThat(driver.rows("#tasks")).hasSize(expected));
    }

    long running() {
        return running;
    }

    @Override
    public void close() throws SQLException {
        driver.close();
        person.close();
        worker.close();
        database.close();
    }
}
