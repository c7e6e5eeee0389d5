package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.Screens.Screen;
import dev.holdfast.console.widgets.Tips;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.TableColumnHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a language whose words are a third longer, in a window as small as is promised, no word is cut and nothing stands over its edge. */
class PseudoLocaleTest {
    @TempDir
    private static Path folder;
    private static Locale before;
    private static Screens screens;

    @BeforeAll
    static void open() throws SQLException {
        before = Locale.getDefault();
        Locale.setDefault(words_en_XA.LOCALE);
        screens = new Screens(folder.resolve("console.json"));
        screens.driver.resize(1_024, 700);
    }

    @AfterAll
    static void close() throws SQLException {
        screens.close();
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @EnumSource
    void noWordIsCut(Screen screen) {
        screens.show(screen);
        screens.driver.pictureOfDialog("long-" + screen.name().toLowerCase(Locale.ROOT));
        Parent root = screens.driver.top();
        List<String> cut = ConsoleDriver.onScreen(() -> {
            root.applyCss();
            root.layout();
            var found = new ArrayList<String>();
            collect(root, root.getScene().getWidth(), found);
            return found;
        });
        screens.leave(screen);
        assertThat(cut).isEmpty();
    }

    /** Columns are as wide as their user makes them. */
    private static void collect(Node node, double edge, List<String> cut) {
        if (!node.isVisible() || node instanceof IndexedCell || node instanceof TableColumnHeader) {
            return;
        }
        if (node instanceof Control && node.localToScene(node.getBoundsInLocal()).getMaxX() > edge + 1) {
            cut.add("over the edge of the window: " + node);
        }
        if (node instanceof Labeled labeled && labeled.isTextTruncated() && !isToldBeside(labeled)) {
            cut.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            double limit = node instanceof ScrollPane ? Double.POSITIVE_INFINITY : edge;
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, limit, cut));
        }
    }

    /** What is no word, such as an address, may be cut where the pointer is told all of it. */
    private static boolean isToldBeside(Labeled labeled) {
        for (Node node = labeled; node != null; node = node.getParent()) {
            if (node instanceof Control control && Tips.of(control).contains(labeled.getText())) {
                return true;
            }
        }
        return false;
    }
}
