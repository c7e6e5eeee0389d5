package dev.holdfast.console.tables;

import dev.holdfast.console.widgets.Ticker;
import java.time.Instant;
import java.util.function.BiFunction;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.TableCell;

/** A cell with a text that also depends on the time; only those on the screen exist, so a tick costs little. */
final class LiveCell<T> extends TableCell<Row<T>, T> {
    private final Ticker ticker;
    private final BiFunction<T, Instant, String> text;
    private final ChangeListener<Instant> onTick = (property, before, now) -> render();

    LiveCell(Ticker ticker, BiFunction<T, Instant, String> text) {
        this.ticker = ticker;
        this.text = text;
        ticker.now().addListener(new WeakChangeListener<>(onTick));
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        render();
    }

    private void render() {
        T item = getItem();
        setText(isEmpty() || item == null ? null : text.apply(item, ticker.now().get()));
    }
}
