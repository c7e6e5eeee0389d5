package dev.holdfast.console.resources;

import dev.holdfast.console.tables.Row;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.resources.Hold;
import dev.holdfast.resources.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongConsumer;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Paint;
import org.jspecify.annotations.Nullable;

/** A cell with a resource's strip. The pointer is told which task it is on; a double click leads to that task. */
final class LaneCell extends TableCell<Row<ResourceLine>, ResourceLine> {
    private final LaneStrip strip;
    private final Ticker ticker;
    private final ChangeListener<Instant> onTick = (property, before, now) -> tick(now);
    private final ChangeListener<Paint> onInk = (property, before, now) -> drawAnew();
    /** Made when the pointer comes. */
    private @Nullable Tooltip tip;
    private Instant drawn = Instant.EPOCH;
    private @Nullable Lane shown;

    /** @param open told of the task that a person wants to see */
    LaneCell(LaneInk ink, Ticker ticker, LongConsumer open) {
        this.strip = new LaneStrip(ink);
        this.ticker = ticker;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getStyleClass().add("lane");
        ticker.now().addListener(new WeakChangeListener<>(onTick));
        ink.listen(onInk);
        strip.setOnMouseMoved(this::point);
        strip.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && getItem() != null) {
                strip.at(getItem().lane(), event.getX()).ifPresent(hold -> open.accept(hold.taskId()));
            }
        });
    }

    @Override
    protected void updateItem(ResourceLine item, boolean empty) {
        super.updateItem(item, empty);
        setGraphic(empty || item == null ? null : strip);
        setAccessibleText(empty || item == null ? null : spoken(item.lane()));
        draw();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        if (width != strip.getWidth() || getHeight() != strip.getHeight()) {
            strip.setWidth(Math.max(0, width));
            strip.setHeight(getHeight());
            drawAnew();
        }
        super.layoutChildren();
    }

    private void tick(Instant now) {
        if (getItem() != null && Duration.between(drawn, now).compareTo(strip.dot()) >= 0) {
            draw();
        }
    }

    private void drawAnew() {
        shown = null;
        draw();
    }

    /** A table updates its cells several times in a row when it is filled. */
    private void draw() {
        Instant now = ticker.now().get();
        if (getItem() != null && !isEmpty() && (getItem().lane() != shown || !now.equals(drawn))) {
            shown = getItem().lane();
            drawn = now;
            strip.draw(shown, now);
        }
    }

    private void point(MouseEvent event) {
        if (getItem() != null) {
            Instant now = ticker.now().get();
            tip().setText(strip.at(getItem().lane(), event.getX())
                    .map(hold -> tell(hold, now))
                    .orElseGet(() -> Words.of("lane.free", Spans.clock(strip.time(event.getX()), now))));
        }
    }

    private Tooltip tip() {
        Tooltip made = tip;
        if (made == null) {
            made = new Tooltip();
            tip = made;
            Tooltip.install(strip, made);
        }
        return made;
    }

    /** Which task, how it had the resource, where, when, and how long it was kept waiting by the hand-over. */
    static String tell(Hold hold, Instant now) {
        String task = Words.task(hold.taskId(), hold.task());
        String mode = Words.of(hold.exclusive() ? "need.exclusive" : "need.shared");
        String from = Spans.clock(hold.started(), now);
        String lasted = Spans.fine(Duration.between(hold.started(), hold.until(now)));
        return Words.of("lane.hold", task, mode, Objects.requireNonNullElse(hold.worker(), Words.of("none")),
                hold.ended() == null
                        ? Words.of("lane.hold.yet", from, lasted)
                        : Words.of("lane.hold.past", from, Spans.clock(hold.ended(), now), lasted),
                Spans.fine(Duration.between(hold.ready(), hold.started())));
    }

    private static String spoken(Lane lane) {
        return Words.of("lane.spoken", lane.resource(), lane.percent(), lane.holds().size(),
                lane.handOver() == null ? Words.of("none") : Spans.fine(lane.handOver()));
    }
}
