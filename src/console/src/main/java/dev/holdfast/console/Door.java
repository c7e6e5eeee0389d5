package dev.holdfast.console;

import dev.holdfast.console.links.View;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;

/**
 * The way to a dialog, as a person goes it, up to the question: nothing that could be done there is done.
 *
 * @param dialog the name of its picture
 * @param view   where it is opened
 * @param open   opens it and may return only when it is closed; does nothing where it cannot be opened now
 */
record Door(String dialog, View view, Consumer<Scene> open) {
    private static final int LINES = 200;

    static final List<Door> ALL = List.of(
            button("new-task", View.TASKS, "#new-task"),
            // The button would cancel a waiting task without a question.
            new Door("cancel", View.TASKS, scene -> choose(scene, "#tasks", "#cancel",
                    () -> press(scene, "#tasks", KeyCode.DELETE))),
            item("cancel-matching", "#matching", "cancel-matching"),
            item("retry-matching", "#matching", "retry-matching"),
            item("export", "#export", "export-file"),
            button("hold", View.RESOURCES, "#hold"),
            ofLine("end-session", View.LOCKS, "#locks", "#end-session"),
            button("launch", View.WORKERS, "#launch"),
            ofLine("stop", View.WORKERS, "#workers", "#stop"),
            ofLine("kill", View.WORKERS, "#workers", "#kill"),
            ofLine("threads", View.WORKERS, "#workers", "#show-threads"),
            button("worker-type", View.OVERVIEW, "#worker-type"),
            new Door("save-recording", View.OVERVIEW, scene -> {
                fire(scene, "#travel");
                fire(scene, "#save-recording");
                fire(scene, "#travel");
            }),
            new Door("keys", View.OVERVIEW,
                    scene -> Objects.requireNonNull(scene.getAccelerators().get(new KeyCodeCombination(KeyCode.F1)))
                            .run()),
            new Door("profiles", View.OVERVIEW, scene -> Examples.profiles(scene.getRoot())),
            new Door("profile", View.OVERVIEW, scene -> Examples.profile(scene.getRoot())),
            new Door("password", View.OVERVIEW, scene -> Examples.password(scene.getRoot())));

    private static Door button(String dialog, View view, String button) {
        return new Door(dialog, view, scene -> fire(scene, button));
    }

    private static Door ofLine(String dialog, View view, String table, String button) {
        return new Door(dialog, view, scene -> choose(scene, table, button, () -> fire(scene, button)));
    }

    private static Door item(String dialog, String menu, String id) {
        return new Door(dialog, View.TASKS, scene -> ((MenuButton) scene.lookup(menu)).getItems()
                .stream()
                .filter(item -> id.equals(item.getId()) && !item.isDisable())
                .forEach(MenuItem::fire));
    }

    /** Chooses the first line of a table for which a button can be pressed. */
    private static void choose(Scene scene, String table, String button, Runnable then) {
        var lines = (TableView<?>) scene.lookup(table);
        for (int i = 0; i < Math.min(LINES, lines.getItems().size()); i++) {
            lines.getSelectionModel().clearAndSelect(i);
            if (!scene.lookup(button).isDisabled()) {
                then.run();
                return;
            }
        }
    }

    private static void fire(Scene scene, String button) {
        if (scene.lookup(button) instanceof ButtonBase found && !found.isDisabled()) {
            found.fire();
        }
    }

    private static void press(Scene scene, String node, KeyCode key) {
        scene.lookup(node).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }
}
