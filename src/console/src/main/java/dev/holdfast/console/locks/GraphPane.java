package dev.holdfast.console.locks;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.console.locks.Drawing.Wire;
import dev.holdfast.console.widgets.Tips;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.transform.Rotate;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/**
 * Draws the graph; a box can be chosen with mouse or keys, and Ctrl with the wheel enlarges. Only what is in sight, or near,
 * has nodes, a few more of them with each pulse, and what is in the next drawing too keeps its own: to make and style
 * hundreds of them at once would hold up the window.
 */
public final class GraphPane extends ScrollPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double ARROW = 7;
    private static final double STEP = 1.1;
    private static final double SMALLEST = 0.3;
    private static final double LARGEST = 3;
    /** Boxes and wires with each pulse. */
    private static final int AT_ONCE = 24;
    /** How far out of sight things are drawn, as a share of what is in sight. */
    private static final double AROUND = 0.25;
    private static final Bounds NOTHING = new BoundingBox(0, 0, 0, 0);

    /** A wire with its tip. */
    private record Line(Polyline line, Polygon tip, Rotate turn) {}

    private final Group lines = new Group();
    private final Group nodes = new Group();
    private final Pane canvas = new Pane(lines, nodes);
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final Map<Subject, Button> boxes = new HashMap<>();
    private final Map<List<Subject>, Line> wires = new HashMap<>();
    /** The boxes and wires that are to be drawn, with how. */
    private final LinkedHashMap<Object, Runnable> missing = new LinkedHashMap<>();
    private final AnimationTimer pulses = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (!drawSome()) {
                stop();
            }
        }
    };
    private Drawing shown = Drawing.none();
    private Drawing drawn = Drawing.none();
    private Bounds covered = NOTHING;
    private int missingInSight;
    private @Nullable Subject chosen;
    private Consumer<Subject> onChoose = subject -> {};
    private Consumer<Subject> onOpen = subject -> {};

    public GraphPane() {
        getStyleClass().add("graph");
        canvas.getTransforms().add(scale);
        setContent(new Group(canvas));
        setPannable(true);
        addEventFilter(ScrollEvent.SCROLL, this::zoom);
        hvalueProperty().subscribe(any -> look());
        vvalueProperty().subscribe(any -> look());
        viewportBoundsProperty().subscribe(any -> look());
        scale.setOnTransformChanged(any -> look());
    }

    /** @param open told of a double click or Enter */
    void listen(Consumer<Subject> choose, Consumer<Subject> open) {
        onChoose = choose;
        onOpen = open;
    }

    void show(Drawing drawing) {
        if (!drawing.equals(shown)) {
            shown = drawing;
            canvas.setPrefSize(drawing.width(), drawing.height());
            cover();
        }
    }

    /** Draws more where somebody has come near the end of what is drawn. */
    private void look() {
        if (!covered.contains(sight(0))) {
            cover();
        }
    }

    /** What can be seen of the canvas, and so much more on each side, as a share of that. */
    private Bounds sight(double more) {
        double wide = getViewportBounds().getWidth() / scale.getX();
        double high = getViewportBounds().getHeight() / scale.getY();
        double left = getHvalue() * Math.max(0, shown.width() - wide);
        double top = getVvalue() * Math.max(0, shown.height() - high);
        return new BoundingBox(left - more * wide, top - more * high, (1 + 2 * more) * wide, (1 + 2 * more) * high);
    }

    /** Forgets what is out of sight and sees to it that what is in sight gets drawn. */
    private void cover() {
        covered = sight(AROUND);
        Drawing wanted = shown.within(covered);
        keep(boxes, wanted.boxes().stream().map(Box::subject).toList(), nodes.getChildren()::removeAll);
        keep(wires, wanted.wires().stream().map(GraphPane::ends).toList(),
                gone -> gone.forEach(wire -> lines.getChildren().removeAll(wire.line(), wire.tip())));
        Set<Object> same = new HashSet<>(drawn.boxes());
        same.addAll(drawn.wires());
        same.removeAll(missing.keySet());
        missing.clear();
        Drawing seen = wanted.within(sight(0));
        addMissing(seen, same);
        missingInSight = missing.size();
        addMissing(wanted, same);
        drawn = wanted;
        if (drawSome()) {
            pulses.start();
        }
    }

    private void addMissing(Drawing wanted, Set<Object> same) {
        wanted.boxes()
                .stream()
                .filter(box -> !same.contains(box) || !boxes.containsKey(box.subject()))
                .forEach(box -> missing.putIfAbsent(box, () -> draw(box)));
        wanted.wires()
                .stream()
                .filter(wire -> !same.contains(wire) || !wires.containsKey(ends(wire)))
                .forEach(wire -> missing.putIfAbsent(wire, () -> draw(wire)));
    }

    /** A few, so that the window goes on meanwhile, those in sight first; whether there are more. */
    private boolean drawSome() {
        for (int i = 0; i < AT_ONCE && !missing.isEmpty(); i++) {
            missing.pollFirstEntry().getValue().run();
            missingInSight--;
        }
        return !missing.isEmpty();
    }

    /** Draws a few of those in sight that are not drawn yet; false when there are none. */
    boolean drawInSight() {
        boolean more = missingInSight > 0;
        drawSome();
        return more;
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
        button.pseudoClassStateChanged(CHOSEN, box.subject().equals(chosen));
        button.setText(box.text());
        button.getStyleClass().setAll("node", box.style());
        button.setLayoutX(box.x());
        button.setLayoutY(box.y());
        button.setPrefSize(box.width(), box.height());
        button.setMinSize(box.width(), box.height());
        button.setAccessibleText(box.help());
    }

    private Button node(Subject subject) {
        var button = new Button();
        Tips.on(button, button::getAccessibleText);
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
