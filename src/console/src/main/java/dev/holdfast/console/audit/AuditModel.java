package dev.holdfast.console.audit;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Page;
import dev.holdfast.console.reading.Snapshot;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the view of the actions shows. Knows no control. */
public final class AuditModel {
    private final Live live;
    private final StringProperty who = new SimpleStringProperty("");
    private final StringProperty what = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Page<AuditEntry>> shown = new ReadOnlyObjectWrapper<>(Page.empty());

    public AuditModel(Live live) {
        this.live = live;
        live.follow(View.AUDIT, this::apply);
        who.subscribe((before, now) -> ask());
        what.subscribe((before, now) -> ask());
    }

    /** Text in the role, the program or the host. */
    StringProperty who() {
        return who;
    }

    /** Text in the action or in what it was done to. */
    StringProperty what() {
        return what;
    }

    /** The latest first. */
    ReadOnlyObjectProperty<Page<AuditEntry>> shown() {
        return shown.getReadOnlyProperty();
    }

    private void ask() {
        var filter = new AuditFilter(null, typed(who), typed(what));
        live.show(interest -> interest.audit(filter));
    }

    private static @Nullable String typed(StringProperty text) {
        return text.get().isBlank() ? null : text.get().strip();
    }

    private void apply(Snapshot snapshot) {
        shown.set(snapshot.audit());
    }
}
