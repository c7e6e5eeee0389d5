package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.links.View;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** The pictures for the documentation, from a database with a bit of everything; left in {@code target/pictures}. */
class GalleryTest {
    private static final Path FOLDER = Path.of("target", "pictures");

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @Test
    void everyViewAndDialogIsRenderedInBothThemes() throws Exception {
        try (var database = Database.withSchema();
                var first = TestWorker.register(database.settings(), "worker-1", "sleep");
                var second = TestWorker.register(database.settings(), "worker-2", "sleep");
                var person = database.open()) {
            fill(database, first, second);
            person.createStatement().execute("SELECT holdfast.hold('repo/11')");
            Appearance appearance = onScreen(() -> new Appearance(Theme.LIGHT));
            Target target = Target.of(database.settings());
            Session session = onScreen(() -> Session.of(target, Examples.frame(appearance, target), View.TASKS));

            List<Path> files = new Gallery(session.console(), appearance, FOLDER).render();

            assertThat(files).hasSize(52).allSatisfy(file -> assertThat(isPng(file)).isTrue());
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .contains("tasks-light.png", "locks-dark.png", "workers-light.png", "resources-dark.png",
                            "audit-light.png", "profiles-light.png", "profile-dark.png", "lab-light.png",
                            "lab-chaos-dark.png", "past-light.png", "new-task-dark.png", "cancel-light.png",
                            "hold-dark.png",
                            "end-session-light.png", "worker-type-dark.png", "keys-light.png",
                            "save-recording-dark.png");
            assertThat(files).allSatisfy(file -> assertThat(file.toFile().length()).isGreaterThan(4_000));
            onScreen(() -> {
                session.console().close();
                return session;
            });
            session.pool().close();
        }
    }

    private static void fill(Database database, TestWorker first, TestWorker second) throws Exception {
        var names = List.of("sync", "repack", "verify", "mirror", "publish");
        new Tasks(database.source()).submitAll(IntStream.range(0, 40)
                .mapToObj(i -> request(names.get(i * 7 % 5), i))
                .toList());
        List<Claimed> done = first.take(8);
        for (Claimed task : done) {
            database.run("INSERT INTO holdfast.task_logs (task_id, attempt, seq, text) VALUES (?, 1, 0, ?)", task.id(),
                    "looking at the repository\nnothing to do\n");
            first.complete(task);
        }
        first.fail(first.take(1).getFirst(), "the program ended with exit code 3");
        new Tasks(database.source()).cancel(done.getLast().id() + 20);
        first.take(2);
        second.take(1);
    }

    private static TaskRequest request(String name, int i) {
        TaskRequest task = TaskRequest.of(name).handler("sleep").payload("{\"seconds\": " + i + "}");
        String some = "repo/%02d".formatted(1 + i * 5 % 12);
        String other = "repo/%02d".formatted(1 + (i * 7 + 3) % 12);
        return i % 4 == 2 || some.equals(other)
                ? task.shared(some)
                : i % 4 == 3
                        ? task.exclusive(some).shared(other)
                        : task.exclusive(some);
    }

    private static boolean isPng(Path file) {
        try (var data = Files.newInputStream(file)) {
            return new String(data.readNBytes(4), StandardCharsets.ISO_8859_1).endsWith("PNG");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T onScreen(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Platform::runLater).join();
    }
}
