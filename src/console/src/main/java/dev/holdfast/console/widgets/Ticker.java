package dev.holdfast.console.widgets;

import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The time that running durations are shown against; moved on by the window, and standing still while the link is lost. */
public final class Ticker {
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>(Instant.EPOCH);

    public ReadOnlyObjectProperty<Instant> now() {
        return now.getReadOnlyProperty();
    }

    public void tick(Instant time) {
        now.set(time);
    }
}
