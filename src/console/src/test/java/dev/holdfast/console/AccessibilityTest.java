package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.Screens.Screen;
import dev.holdfast.console.widgets.Tips;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.controlsfx.control.NotificationPane;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whoever cannot see the screen is told what each control is, and reaches it by the keys in the order in which they stand. */
class AccessibilityTest {
    @TempDir
    private static Path folder;
    private static Screens screens;

    @BeforeAll
    static void open() throws SQLException {
        screens = new Screens(folder.resolve("console.json"));
    }

    @AfterAll
    static void close() throws SQLException {
        screens.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyControlThatCanBeReachedByKeyHasAName(Screen screen) {
        screens.show(screen);
        screens.driver.pictureOfDialog("screen-" + screen.name().toLowerCase(Locale.ROOT));
        Parent root = screens.driver.top();
        List<String> nameless = ConsoleDriver.onScreen(() -> reachable(root).stream()
                .filter(control -> name(control).isBlank())
                .map(Control::toString)
                .toList());
        screens.leave(screen);
        assertThat(nameless).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "(OVERVIEW|TASKS|DETAIL|RESOURCES|LOCKS|WORKERS|LAB|FAULTS|SIDE_BY_SIDE|BENCHMARK|AUDIT|PAST|LOG|PALETTE|GRACE)", mode = Mode.MATCH_NONE)
    void theKeyTabLeadsThroughEachDialogInTheOrderOfItsControls(Screen screen) {
        screens.show(screen);
        Scene scene = screens.driver.top().getScene();
        List<Control> there = ConsoleDriver.onScreen(() -> reachable(scene.getRoot()).stream()
                .filter(control -> !control.isDisabled())
                .sorted(Comparator.comparing(AccessibilityTest::line)
                        .thenComparing(control -> place(control).getMinX()))
                .toList());
        var visited = new ArrayList<Control>();
        for (int i = 0; i < there.size(); i++) {
            Control here = ConsoleDriver.onScreen(() -> control(scene.getFocusOwner(), there));
            visited.add(here);
            screens.driver.press(here instanceof TextArea
                    ? new KeyCode[]{KeyCode.CONTROL, KeyCode.TAB}
                    : new KeyCode[]{KeyCode.TAB});
        }
        screens.leave(screen);
        int first = there.indexOf(visited.getFirst());
        assertThat(first).as("%s of %s", visited, there).isNotNegative();
        var expected = new ArrayList<>(there.subList(first, there.size()));
        expected.addAll(there.subList(0, first));
        assertThat(visited).isEqualTo(expected);
    }

    /** The focus may be in what a control is made of. */
    private static Control control(Node focused, List<Control> among) {
        Node node = focused;
        while (!(node instanceof Control control && among.contains(control))) {
            node = node.getParent();
        }
        return (Control) node;
    }

    private static Bounds place(Node node) {
        return node.localToScene(node.getBoundsInLocal());
    }

    /** Those whose middles are nearly as high stand beside each other. */
    private static long line(Node node) {
        return Math.round(place(node).getCenterY() / 24);
    }

    private static List<Control> reachable(Parent root) {
        var found = new ArrayList<Control>();
        collect(root, found);
        return found;
    }

    /** What a skin is made of speaks through its control. */
    private static void collect(Node node, List<Control> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Control control && control.isFocusTraversable() && !isFrame(control)) {
            found.add(control);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    private static boolean isFrame(Control control) {
        return control instanceof SplitPane || control instanceof ScrollPane || control instanceof NotificationPane;
    }

    private static String name(Control control) {
        var name = new StringBuilder();
        if (control.getAccessibleText() != null) {
            name.append(control.getAccessibleText());
        }
        if (control instanceof Labeled labeled && labeled.getText() != null) {
            name.append(labeled.getText());
        }
        return name.append(Tips.of(control)).toString();
    }
}
