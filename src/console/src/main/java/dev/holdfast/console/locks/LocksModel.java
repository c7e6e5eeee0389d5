package dev.holdfast.console.locks;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.locks.Sessions;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** What the view of the locks shows. Knows no control. */
public final class LocksModel {
    private final Live live;
    private final Sessions sessions;
    private final Background background;
    private final BooleanProperty others = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<LockLine>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

    public LocksModel(Live live, Sessions sessions, Background background) {
        this.live = live;
        this.sessions = sessions;
        this.background = background;
        others.subscribe(wanted -> live.show(interest -> interest.otherLocks(wanted)));
        live.follow(View.LOCKS, this::apply);
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

    /** Ends a session that is no worker's. */
    void end(int session) {
        background.run(() -> sessions.end(session), live::refresh);
    }

    private void apply(Snapshot snapshot) {
        List<LockLine> lines = LockLine.of(snapshot.locks());
        long held = count(lines, LockLine.Standing.HELD);
        shown.set(lines);
        boolean capped = lines.size() >= Interest.ROWS;
        summary.set(Words.of(capped ? "locks.summary.capped" : "locks.summary", held,
                count(lines, LockLine.Standing.WAITING)));
    }

    private static long count(List<LockLine> lines, LockLine.Standing standing) {
        return lines.stream().filter(line -> line.standing() == standing).count();
    }
}
