package dev.holdfast.console.resources;

import static java.util.Comparator.comparing;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.tasks.PhaseBadge;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.resources.QueueEntry;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The queue of one resource, beside the list of resources. */
public final class QueueController {
    private final ResourcesModel model;
    private final Links links;
    private final Ticker ticker;

    @FXML
    private Label title;
    @FXML
    private Label nobody;
    @FXML
    private TableView<Row<QueueEntry>> table;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> nth;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> task;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> mode;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> state;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> span;
    @FXML
    private TableColumn<Row<QueueEntry>, QueueEntry> worker;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public QueueController(ResourcesModel model, Links links, Ticker ticker) {
        this.model = model;
        this.links = links;
        this.ticker = ticker;
    }

    @FXML
    private void initialize() {
        Columns.text(nth, entry -> Integer.toString(entry.nth()), comparing(QueueEntry::nth));
        Columns.link(task, links, entry -> Words.task(entry.taskId(), entry.taskName()),
                entry -> new Place.OfTask(entry.taskId()), comparing(QueueEntry::taskId));
        Columns.node(mode, QueueEntry::exclusive, Needs::mode, comparing(QueueEntry::exclusive));
        Columns.badge(state, QueueController::badge, comparing(QueueEntry::state));
        Columns.live(span, ticker, QueueController::span, comparing(QueueController::since));
        Columns.link(worker, links, QueueController::worker, entry -> new Place.OfWorker(worker(entry)));

        var lines = new LiveTable<>(table, new Rows<>(QueueEntry::taskId));
        model.queue().subscribe(lines::show);
        model.selected().subscribe(this::showTitle);
        model.past().subscribe(past -> nobody.setText(Words.of(past ? "queue.unrecorded" : "queue.none")));
    }

    private void showTitle(@Nullable String resource) {
        title.setText(resource == null ? Words.of("queue.title.none") : Words.of("queue.title", resource));
    }

    /** Running, first in line here (it may still wait elsewhere), or behind another. */
    private static Badge badge(QueueEntry here) {
        if (here.lost()) {
            return PhaseBadge.of(Phase.LOST);
        } else if (here.state() == TaskState.RUNNING) {
            return PhaseBadge.of(Phase.RUNNING);
        } else if (here.state() == TaskState.CANCELING) {
            return PhaseBadge.of(Phase.CANCELING);
        } else if (here.first()) {
            return new Badge(Material2OutlinedMZ.SCHEDULE, Words.of("queue.first"), Tone.MUTED);
        }
        return new Badge(Material2OutlinedAL.HOURGLASS_TOP, Words.of("queue.waiting"), Tone.MUTED);
    }

    private static String worker(QueueEntry entry) {
        return Objects.requireNonNullElse(entry.worker(), "");
    }

    private static String span(QueueEntry entry, Instant now) {
        return Spans.of(Duration.between(since(entry), now));
    }

    private static Instant since(QueueEntry entry) {
        return Objects.requireNonNullElse(entry.started(), entry.submitted());
    }
}
