package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static dev.holdfast.console.ConsoleDriver.onScreen;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A mouse and keys that look whether they have hit, as a person does; on a busy machine now and then one does not. */
final class Hands {
    private final FxRobot robot;

    Hands(FxRobot robot) {
        this.robot = robot;
    }

    /** What moves while the mouse is on its way is missed, as is what lies under a window that closes at a click. */
    void click(Node node) {
        var hit = new AtomicBoolean();
        Runnable forget = onScreen(() -> isFired(node) ? onAction(node, hit) : onPress(node, hit));
        try {
            var mouse = robot.robotContext().getBaseRobot();
            Point2D middle = onScreen(() -> middle(laidOut(node)));
            mouse.moveMouse(middle);
            settle();
            // What has come to lie there would be hit instead, such as another link.
            assertThat(onScreen(() -> laidOut(node)).contains(middle)).as("it is still there").isTrue();
            // Not on the screen's own thread, which a dialog that opens would keep.
            mouse.pressMouse(MouseButton.PRIMARY);
            mouse.releaseMouse(MouseButton.PRIMARY);
            settle();
        } finally {
            forgetting(forget);
        }
        assertThat(hit).as("the click has hit").isTrue();
    }

    /** Where it is on the screen; what has just come lies in a corner until the next layout. */
    private static Bounds laidOut(Node node) {
        Parent root = node.getScene().getRoot();
        root.applyCss();
        root.layout();
        return node.localToScreen(node.getBoundsInLocal());
    }

    private static Point2D middle(Bounds bounds) {
        return new Point2D(bounds.getCenterX(), bounds.getCenterY());
    }

    /** A button says what came of a click; but a menu's has opened by then, and one that is chosen already does nothing. */
    private static boolean isFired(Node node) {
        return node instanceof ButtonBase && !(node instanceof MenuButton) && !(node instanceof RadioButton);
    }

    private static Runnable onAction(Node node, AtomicBoolean hit) {
        EventHandler<ActionEvent> fired = event -> hit.set(true);
        node.addEventFilter(ActionEvent.ACTION, fired);
        return () -> node.removeEventFilter(ActionEvent.ACTION, fired);
    }

    /** Of the scene, not of the node: the text of a menu's line is transparent for the mouse. */
    private static Runnable onPress(Node node, AtomicBoolean hit) {
        EventHandler<MouseEvent> pressed = event -> {
            Bounds there = node.localToScreen(node.getBoundsInLocal());
            hit.set(there != null && there.contains(event.getScreenX(), event.getScreenY()));
        };
        Scene scene = node.getScene();
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
        return () -> scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
    }

    /** In the middle of it, as one event: a robot's two clicks may lie too far apart to count as a double one. */
    static void doubleClick(Node node) {
        Bounds scene = node.localToScene(node.getBoundsInLocal());
        Bounds screen = node.localToScreen(node.getBoundsInLocal());
        node.fireEvent(new MouseEvent(MouseEvent.MOUSE_CLICKED, scene.getCenterX(), scene.getCenterY(),
                screen.getCenterX(), screen.getCenterY(), MouseButton.PRIMARY, 2, false, false, false, false,
                true, false, false, true, false, true, null));
    }

    /** All at once; until a window has seen them. */
    void press(KeyCode... keys) {
        eventually(() -> {
            var seen = new AtomicBoolean();
            Runnable forget = onScreen(() -> onKey(keys[keys.length - 1], seen));
            var keyboard = robot.robotContext().getKeyboardRobot();
            keyboard.pressNoWait(keys);
            keyboard.releaseNoWait(keys);
            settle();
            forgetting(forget);
            assertThat(seen).as("a window has seen the keys").isTrue();
        });
    }

    private static Runnable onKey(KeyCode key, AtomicBoolean seen) {
        List<Window> windows = List.copyOf(Window.getWindows());
        EventHandler<KeyEvent> pressed = event -> seen.compareAndSet(false, event.getCode() == key);
        windows.forEach(window -> window.addEventFilter(KeyEvent.KEY_PRESSED, pressed));
        return () -> windows.forEach(window -> window.removeEventFilter(KeyEvent.KEY_PRESSED, pressed));
    }

    /** Types into the field that has the focus, if one has; each letter at once, not like a slow typist. */
    void write(String text) {
        Scene scene = onScreen(() -> field(scene().getFocusOwner()).getScene());
        text.chars()
                .forEach(letter -> robot.robotContext()
                        .getBaseRobot()
                        .typeKeyboard(scene, KeyCode.UNDEFINED, Character.toString(letter)));
        settle();
    }

    /** What is typed into there. */
    static TextInputControl field(Node node) {
        return switch (node) {
            case TextInputControl field -> field;
            case ComboBox<?> box when box.isEditable() -> box.getEditor();
            case Spinner<?> spinner when spinner.isEditable() -> spinner.getEditor();
            case null, default -> throw new AssertionError("nothing can be typed into " + node);
        };
    }

    /** Of the window that was opened last. */
    private static Scene scene() {
        return Window.getWindows()
                .stream()
                .filter(Stage.class::isInstance)
                .reduce((below, above) -> above)
                .orElseThrow()
                .getScene();
    }

    /** A robot of the library waits longer after each key, and four times for each click. */
    private static void settle() {
        WaitForAsyncUtils.waitForFxEvents(2);
    }

    private static void forgetting(Runnable forget) {
        onScreen(() -> {
            forget.run();
            return forget;
        });
    }
}
