package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * Draws the graph; a box can be chosen with mouse or keys, and Ctrl with the wheel enlarges. What is in the next drawing
 * too keeps its node: to make and style hundreds of them anew would hold up the window each time.
 */
public final class GraphPane extends ScrollPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double ARROW = 7;
    private static final double STEP = 1.1;
    private static final double SMALLEST = 0.3;
    private static final double LARGEST = 3;

    /** A wire with its tip. */
    private record Line(Polyline line, Polygon tip, Rotate turn) {}

    private final Group lines = new Group();
    private final Group nodes = new Group();
    private final Pane canvas = new Pane(lines, nodes);
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final Map<Subject, Button> boxes = new HashMap<>();
    private final Map<List<Subject>, Line> wires = new HashMap<>();
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
        Set<Box> sameBoxes = Set.copyOf(shown.boxes());
        Set<Wire> sameWires = Set.copyOf(shown.wires());
        shown = drawing;
        canvas.setPrefSize(drawing.width(), drawing.height());
        keep(boxes, drawing.boxes().stream().map(Box::subject).toList(), nodes.getChildren()::removeAll);
        drawing.boxes().stream().filter(box -> !sameBoxes.contains(box)).forEach(this::draw);
        keep(wires, drawing.wires().stream().map(GraphPane::ends).toList(),
                gone -> gone.forEach(wire -> lines.getChildren().removeAll(wire.line(), wire.tip())));
        drawing.wires().stream().filter(wire -> !sameWires.contains(wire)).forEach(this::draw);
        choose(chosen);
    }

    /** Forgets what is not among the keys. */
    private static <K, V> void keep(Map<K, V> known, List<K> keys, Consumer<List<V>> gone) {
        Set<K> stay = new HashSet<>(keys);
        List<V> others = known.entrySet()
                .stream()
                .filter(entry -> !stay.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        gone.accept(others);
        known.keySet().retainAll(stay);
    }

    private static List<Subject> ends(Wire wire) {
        return List.of(wire.from(), wire.to());
    }

    /** Marks a box; nothing where there is none for it. */
    void choose(@Nullable Subject subject) {
        chosen = subject;
        boxes.forEach((one, box) -> box.pseudoClassStateChanged(CHOSEN, one.equals(subject)));
    }

    private void draw(Box box) {
        Button button = boxes.computeIfAbsent(box.subject(), this::node);
        button.setText(box.text());
        button.getStyleClass().setAll("node", box.style());
        button.setLayoutX(box.x());
        button.setLayoutY(box.y());
        button.setPrefSize(box.width(), box.height());
        button.setMinSize(box.width(), box.height());
        button.setAccessibleText(box.help());
        button.getTooltip().setText(box.help());
    }

    private Button node(Subject subject) {
        var button = new Button();
        button.setTooltip(new Tooltip());
        button.setOnMouseClicked(click -> {
            onChoose.accept(subject);
            if (click.getClickCount() == 2) {
                onOpen.accept(subject);
            }
        });
        button.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                key.consume();
                onOpen.accept(subject);
            }
        });
        nodes.getChildren().add(button);
        return button;
    }

    private void draw(Wire wire) {
        int n = wire.points().size();
        if (n < 4) {
            return;
        }
        Line drawn = wires.computeIfAbsent(ends(wire), any -> line());
        drawn.line().getPoints().setAll(wire.points());
        drawn.line()
                .getStyleClass()
                .setAll("wire", wire.holds() ? "holds" : "waits", wire.exclusive() ? "exclusive" : "shared");
        double x = wire.points().get(n - 2);
        double y = wire.points().get(n - 1);
        drawn.turn()
                .setAngle(Math.toDegrees(Math.atan2(y - wire.points().get(n - 3), x - wire.points().get(n - 4))));
        drawn.tip().setLayoutX(x);
        drawn.tip().setLayoutY(y);
        drawn.tip().getStyleClass().setAll("tip", wire.holds() ? "holds" : "waits");
    }

    private Line line() {
        var line = new Line(new Polyline(), new Polygon(0, 0, -ARROW, -ARROW / 2, -ARROW, ARROW / 2),
                new Rotate(0, 0, 0));
        line.tip().getTransforms().add(line.turn());
        lines.getChildren().addAll(line.line(), line.tip());
        return line;
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
