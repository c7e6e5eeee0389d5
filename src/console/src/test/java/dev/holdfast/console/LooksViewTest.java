package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person sets the window up, and finds it so again. */
class LooksViewTest extends ViewTest {
    private static final int STATE = 2;

    @Test
    void theKeysAreToldOnASheet() {
        driver.press(KeyCode.F1);
        eventually(() -> assertThat(driver.texts("#keys", ".key"))
                .contains("F1", "F5", "Ctrl+F", "Ctrl+K", "Ctrl+1"));
        driver.pictureOfDialog("keys");
    }

    @Test
    void allIsLargerOrSmallerByAKey() {
        driver.resize(1_280, 900);
        double normal = seen("#filter").getHeight();
        driver.press(KeyCode.CONTROL, KeyCode.PLUS);
        driver.press(KeyCode.CONTROL, KeyCode.PLUS);
        eventually(() -> assertThat(seen("#filter").getHeight()).isGreaterThan(1.2 * normal));
        assertThat(seen("#theme").getMaxX()).as("it still fits").isLessThanOrEqualTo(driver.place().getMaxX());
        driver.picture("larger");
        driver.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        driver.press(KeyCode.CONTROL, KeyCode.MINUS);
        eventually(() -> assertThat(seen("#filter").getHeight()).isLessThan(normal));
    }

    @Test
    void momentsAreToldHereInUtcOrByTheirAge() {
        submit(TaskRequest.of("repack"));
        eventually(() -> assertThat(submitted()).anyMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\d")));
        driver.chooseText("#theme", "Times in UTC");
        eventually(() -> assertThat(submitted()).anyMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\dZ")));
        driver.chooseText("#theme", "How long ago");
        eventually(() -> assertThat(submitted()).anyMatch(text -> text.matches("\\d+(\\.\\d)? s ago")));
    }

    @Test
    void columnsSizeAndTimesAreAsTheyWereLeft(@TempDir Path folder) {
        Path file = folder.resolve("console.json");
        driver.close();
        driver = ConsoleDriver.open(database.settings(), file);
        driver.press(KeyCode.CONTROL, KeyCode.PLUS);
        driver.chooseText("#theme", "How long ago");
        driver.of("#tasks", (TableView<Object> table) -> {
            table.getColumns().get(STATE).setVisible(false);
            table.getColumns().getFirst().setPrefWidth(123);
            return table.getColumns().add(table.getColumns().removeFirst());
        });
        // So that it is laid out with that width.
        driver.picture("columns");
        double width = driver.of("#tasks", (TableView<Object> table) -> table.getColumns().getLast().getWidth());
        driver.askToClose();
        driver.close();

        driver = ConsoleDriver.open(database.settings(), file);
        List<TableColumn<Object, ?>> columns = columns();
        assertThat(columns.getLast().getId()).isEqualTo("id");
        assertThat(columns.getLast().getPrefWidth()).isCloseTo(width, Offset.offset(1.0));
        assertThat(columns).filteredOn(column -> !column.isVisible())
                .extracting(TableColumn::getId)
                .containsExactly("state");
        submit(TaskRequest.of("repack"));
        eventually(() -> assertThat(submitted()).anyMatch(text -> text.endsWith(" s ago")));
    }

    private List<String> submitted() {
        return driver.texts("#tasks", ".table-cell").stream().filter(text -> text != null).toList();
    }

    private List<TableColumn<Object, ?>> columns() {
        return driver.of("#tasks", (TableView<Object> table) -> List.copyOf(table.getColumns()));
    }

    private Bounds seen(String query) {
        return driver.of(query, (Node node) -> node.localToScreen(node.getBoundsInLocal()));
    }
}
