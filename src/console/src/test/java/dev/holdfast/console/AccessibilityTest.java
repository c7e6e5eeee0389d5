package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.live.View;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.TestWorker;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import org.controlsfx.control.NotificationPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever cannot see the screen is told what each control is. */
class AccessibilityTest extends ViewTest {
    @ParameterizedTest
    @EnumSource(View.class)
    void everyControlThatCanBeReachedByKeyHasAName(View view) throws Exception {
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            worker.take(1);
            driver.show(view);
            eventually(() -> assertThat(driver.isVisible("#masker")).as("connecting").isFalse());
            if (view == View.TASKS) {
                eventually(() -> assertThat(driver.rows("#tasks")).hasSize(2));
                driver.select("#tasks", 0);
                eventually(() -> assertThat(driver.isVisible("#detail")).isTrue());
            }
            List<String> nameless = ConsoleDriver.onScreen(() -> {
                var found = new ArrayList<String>();
                collect(driver.console().root(), found);
                return found;
            });
            assertThat(nameless).isEmpty();
        }
    }

    /** What a skin is made of speaks through its control. */
    private static void collect(Node node, List<String> nameless) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Control control && control.isFocusTraversable() && !isFrame(control)) {
            if (name(control).isBlank()) {
                nameless.add(control.toString());
            }
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, nameless));
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
        if (control.getTooltip() != null) {
            name.append(control.getTooltip().getText());
        }
        return name.toString();
    }
}
