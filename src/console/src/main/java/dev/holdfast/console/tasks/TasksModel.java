package dev.holdfast.console.tasks;

import dev.holdfast.console.lab.load.Mix;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.TaskDetail;
import dev.holdfast.tasks.StateCounts;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.tasks.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What the view of the tasks shows, and what a person can do there. Knows no control. */
public final class TasksModel {
    private final Live live;
    private final Tasks tasks;
    private final Background background;
    private final TaskActions actions;
    private final Runnable startWorkers;

    private final ObjectProperty<StateTab> tab = new SimpleObjectProperty<>(StateTab.ALL);
    private final ObservableList<String> saved = FXCollections.observableArrayList();
    private final StringProperty query = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<TaskSummary>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<StateCounts> counts = new ReadOnlyObjectWrapper<>(new StateCounts(Map.of()));
    private final ReadOnlyObjectWrapper<@Nullable TaskDetail> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper firstStart = new ReadOnlyBooleanWrapper();
    private @Nullable Long selected;

    /**
     * @param startWorkers starts workers on this machine, for the demo load where none is online
     */
    public TasksModel(Live live, Tasks tasks, Background background, Runnable startWorkers) {
        this.live = live;
        this.tasks = tasks;
        this.background = background;
        this.actions = new TaskActions(live, tasks, background);
        this.startWorkers = startWorkers;
        live.snapshot().subscribe(this::apply);
        tab.subscribe(wanted -> ask());
        query.subscribe(wanted -> ask());
    }

    // Properties

    ObjectProperty<StateTab> tab() {
        return tab;
    }

    StringProperty query() {
        return query;
    }

    ReadOnlyObjectProperty<List<TaskSummary>> shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StateCounts> counts() {
        return counts.getReadOnlyProperty();
    }

    /** The selected task; null when none is, or until it was read. */
    ReadOnlyObjectProperty<@Nullable TaskDetail> detail() {
        return detail.getReadOnlyProperty();
    }

    /** Whether the database has more of them than are shown. */
    ReadOnlyBooleanProperty more() {
        return more.getReadOnlyProperty();
    }

    /** True while there has never been a task. */
    ReadOnlyBooleanProperty firstStart() {
        return firstStart.getReadOnlyProperty();
    }

    /** Filters that are kept from one start to the next. */
    public ObservableList<String> saved() {
        return saved;
    }

    /** Which tasks are listed now, but for the cap. */
    TaskFilter filter() {
        return TaskQuery.parse(query.get()).filter(tab.get());
    }

    /** True while the past is shown, in which nothing can be done. */
    ReadOnlyBooleanProperty past() {
        return live.past();
    }

    TaskActions actions() {
        return actions;
    }

    // Commands

    void select(@Nullable Long id) {
        if (!Objects.equals(id, selected)) {
            selected = id;
            detail.set(null);
            live.show(interest -> interest.task(id));
        }
    }

    void showMore() {
        live.show(interest -> interest.more());
    }

    /** Saves a filter, or forgets it. */
    void keep(String filter, boolean kept) {
        saved.remove(filter);
        if (kept) {
            saved.addFirst(filter);
        }
    }

    void submitDemo() {
        if (live.snapshot().get().workers().isEmpty()) {
            startWorkers.run();
        }
        background.run(() -> tasks.submitAll(Mix.demo().requests().toList()), ids -> live.refresh());
    }

    /** Writes all tasks of the list to a file, those too that are not shown; of the past, those that are. */
    void export(Path file, Consumer<Integer> done) {
        List<TaskSummary> seen = live.past().get() ? shown.get() : null;
        TaskFilter filter = filter();
        background.run(() -> {
            List<TaskSummary> all = seen == null ? tasks.list(filter, TaskActions.MOST) : seen;
            TaskExport.write(all, file);
            return all.size();
        }, done);
    }

    private void ask() {
        live.show(interest -> interest.filter(filter()));
    }

    private void apply(Snapshot snapshot) {
        counts.set(snapshot.counts());
        firstStart.set(live.up().get() && !live.past().get() && StateTab.ALL.count(snapshot.counts()) == 0);
        if (snapshot.interest().view() == View.TASKS && snapshot.interest().filter().equals(filter())) {
            shown.set(snapshot.tasks().rows());
            more.set(snapshot.tasks().more());
        }
        if (Objects.equals(snapshot.interest().task(), selected)) {
            detail.set(snapshot.detail());
        }
    }
}
