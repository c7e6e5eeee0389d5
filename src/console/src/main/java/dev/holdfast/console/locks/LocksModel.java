package dev.holdfast.console.locks;

import dev.holdfast.console.live.Interest;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.live.Snapshot;
import dev.holdfast.console.widgets.Words;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** What the view of the locks shows. Knows no control. */
public final class LocksModel {
    private final BooleanProperty others = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<LockLine>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

    public LocksModel(Live live) {
        others.subscribe(wanted -> live.show(interest -> interest.otherLocks(wanted)));
        live.snapshot().subscribe(this::apply);
    }

    /** Whether locks that are none of Holdfast's are shown too. */
    BooleanProperty others() {
        return others;
    }

    ReadOnlyObjectProperty<List<LockLine>> shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    private void apply(Snapshot snapshot) {
        long waiting = snapshot.locks().stream().filter(lock -> !lock.granted()).count();
        int all = snapshot.locks().size();
        shown.set(LockLine.of(snapshot.locks()));
        summary.set(Words.of(all >= Interest.ROWS ? "locks.summary.capped" : "locks.summary", all - waiting, waiting));
    }
}
