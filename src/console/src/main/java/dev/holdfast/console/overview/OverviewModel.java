package dev.holdfast.console.overview;

import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.overview.Overview;
import dev.holdfast.overview.Suspicion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** What the overview shows: the newest reading, what is to be looked after, and what has been. Knows no control. */
public final class OverviewModel {
    private final ReadOnlyObjectWrapper<Snapshot> shown;
    private final ReadOnlyObjectWrapper<Health> health = new ReadOnlyObjectWrapper<>(new Health.Unknown());
    private final ReadOnlyObjectWrapper<List<Alert>> alerts = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Duration> span = new SimpleObjectProperty<>(Duration.ofMinutes(5));
    private final Live live;
    private final History history;
    private Overview last = Overview.none();
    private List<Suspicion> confirmed = List.of();

    /** @param history what the charts know from before */
    public OverviewModel(Live live, History history) {
        this.live = live;
        this.history = history;
        shown = new ReadOnlyObjectWrapper<>(live.snapshot().get().withoutLists());
        live.newest().subscribe(this::note);
        live.snapshot().subscribe(this::apply);
        live.follow(View.OVERVIEW, snapshot -> shown.set(snapshot.withoutLists()));
    }

    /** The newest reading while the overview was on the screen; of the lists of other views nothing is kept here. */
    ReadOnlyObjectProperty<Snapshot> shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Health> health() {
        return health.getReadOnlyProperty();
    }

    /** Tells how many alerts there are, and whether a promise of Holdfast does not hold. */
    public void onAlerts(BiConsumer<Integer, Boolean> listener) {
        health.subscribe(now -> listener.accept(alerts.get().size(), now instanceof Health.Broken));
    }

    ReadOnlyObjectProperty<List<Alert>> alerts() {
        return alerts.getReadOnlyProperty();
    }

    /** How much of the past the charts show. */
    ObjectProperty<Duration> span() {
        return span;
    }

    List<Moment> past() {
        return past(span.get());
    }

    /** The latest readings, no further back than that, oldest first. */
    public List<Moment> past(Duration span) {
        return history.until(live.snapshot().get().pulse().at(), span);
    }

    /** Runs something whenever there is more to show of the past, and the view is on the screen. */
    public void follow(View view, Runnable show) {
        live.follow(view, snapshot -> show.run());
    }

    /** Also while the past is shown: the charts are to have no hole. */
    private void note(Snapshot snapshot) {
        if (!snapshot.serverTime().equals(Instant.EPOCH)) {
            history.add(snapshot);
        }
    }

    private void apply(Snapshot snapshot) {
        if (snapshot.serverTime().equals(Instant.EPOCH)) {
            return;
        }
        Overview overview = snapshot.overview();
        if (!overview.at().equals(last.at())) {
            confirmed = overview.suspicions().stream().filter(last.suspicions()::contains).toList();
            last = overview;
        }
        alerts.set(Alert.of(snapshot));
        health.set(judge());
    }

    private Health judge() {
        if (!confirmed.isEmpty()) {
            return new Health.Broken(confirmed);
        }
        return alerts.get().isEmpty() ? new Health.Well() : new Health.Attention(alerts.get().size());
    }
}
