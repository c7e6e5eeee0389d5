package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.transform.Rotate;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/** Draws the graph; a box can be chosen with mouse or keys, and Ctrl with the wheel enlarges. */
public final class GraphPane extends ScrollPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double ARROW = 7;
    private static final double STEP = 1.1;
    private static final double SMALLEST = 0.3;
    private static final double LARGEST = 3;

    private final Pane canvas = new Pane();
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final Map<Subject, Button> boxes = new HashMap<>();
    private Drawing shown = Drawing.none();
    private @Nullable Subject chosen;
    private Consumer<Subject> onChoose = subject -> {};
    private Consumer<Subject> onOpen = subject -> {};

    public GraphPane() {
        getStyleClass().add("graph");
        canvas.getTransforms().add(scale);
        setContent(new Group(canvas));
        setPannable(true);
        addEventFilter(ScrollEvent.SCROLL, this::zoom);
    }

    /** @param open told of a double click or Enter */
    void listen(Consumer<Subject> choose, Consumer<Subject> open) {
        onChoose = choose;
        onOpen = open;
    }

    void show(Drawing drawing) {
        if (drawing.equals(shown)) {
            return;
        }
        shown = drawing;
        canvas.getChildren().clear();
        boxes.clear();
        canvas.setPrefSize(drawing.width(), drawing.height());
        drawing.wires().forEach(this::draw);
        drawing.boxes().forEach(this::draw);
        choose(chosen);
    }

    /** Marks a box; nothing where there is none for it. */
    void choose(@Nullable Subject subject) {
        chosen = subject;
        boxes.forEach((one, box) -> box.pseudoClassStateChanged(CHOSEN, one.equals(subject)));
    }

    private void draw(Box box) {
        var button = new Button(box.text());
        button.getStyleClass().setAll("node", box.style());
        button.setLayoutX(box.x());
        button.setLayoutY(box.y());
        button.setPrefSize(box.width(), box.height());
        button.setMinSize(box.width(), box.height());
        button.setAccessibleText(box.help());
        button.setTooltip(new Tooltip(box.help()));
        button.setOnMouseClicked(click -> {
            onChoose.accept(box.subject());
            if (click.getClickCount() == 2) {
                onOpen.accept(box.subject());
            }
        });
        button.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                key.consume();
                onOpen.accept(box.subject());
            }
        });
        boxes.put(box.subject(), button);
        canvas.getChildren().add(button);
    }

    private void draw(Wire wire) {
        int n = wire.points().size();
        if (n < 4) {
            return;
        }
        var line = new Polyline();
        line.getPoints().setAll(wire.points());
        line.getStyleClass()
                .setAll("wire", wire.holds() ? "holds" : "waits", wire.exclusive() ? "exclusive" : "shared");
        double x = wire.points().get(n - 2);
        double y = wire.points().get(n - 1);
        double angle = Math.atan2(y - wire.points().get(n - 3), x - wire.points().get(n - 4));
        var tip = new Polygon(0, 0, -ARROW, -ARROW / 2, -ARROW, ARROW / 2);
        tip.setLayoutX(x);
        tip.setLayoutY(y);
        tip.getTransforms().add(new Rotate(Math.toDegrees(angle), 0, 0));
        tip.getStyleClass().setAll("tip", wire.holds() ? "holds" : "waits");
        canvas.getChildren().addAll(line, tip);
    }

    private void zoom(ScrollEvent event) {
        if (event.isShortcutDown()) {
            double wanted = scale.getX() * (event.getDeltaY() > 0 ? STEP : 1 / STEP);
            double next = Math.clamp(wanted, SMALLEST, LARGEST);
            scale.setX(next);
            scale.setY(next);
            event.consume();
        }
    }
}
