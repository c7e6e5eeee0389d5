package dev.holdfast.console.resources;

import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.resources.QueueEntry;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What the view of the resources shows: those in use or so of late, and the queue of the selected one. Knows no control. */
public final class ResourcesModel {
    private final Live live;
    private final ReadOnlyObjectWrapper<List<ResourceLine>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<QueueEntry>> queue = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable String> selected = new ReadOnlyObjectWrapper<>();

    public ResourcesModel(Live live) {
        this.live = live;
        live.follow(View.RESOURCES, this::apply);
    }

    ReadOnlyObjectProperty<List<ResourceLine>> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The queue of the selected resource in order, those that run first. */
    ReadOnlyObjectProperty<List<QueueEntry>> queue() {
        return queue.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable String> selected() {
        return selected.getReadOnlyProperty();
    }

    /** True while the past is shown. */
    ReadOnlyBooleanProperty past() {
        return live.past();
    }

    /** The same from outside of the view. */
    public void open(String name) {
        select(name);
    }

    void select(String name) {
        if (!name.equals(selected.get())) {
            selected.set(name);
            queue.set(List.of());
            live.show(interest -> interest.resource(name));
        }
    }

    private void apply(Snapshot snapshot) {
        if (snapshot.interest().view() != View.RESOURCES) {
            return;
        }
        shown.set(ResourceLine.join(snapshot.resources(), snapshot.lanes(), Interest.ROWS));
        // So that there is a queue to see without a click.
        if (selected.get() == null && !shown.get().isEmpty()) {
            select(shown.get().getFirst().name());
        } else if (Objects.equals(snapshot.interest().resource(), selected.get())) {
            queue.set(snapshot.queue());
        }
    }
}
