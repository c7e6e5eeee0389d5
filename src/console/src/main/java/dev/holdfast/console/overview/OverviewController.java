package dev.holdfast.console.overview;

import static java.util.Comparator.comparing;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.overview.Contention;
import dev.holdfast.overview.FailureGroup;
import dev.holdfast.tasks.Phase;
import dev.holdfast.workers.WorkerRow;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The view that says whether all is well, and if not, what. */
public final class OverviewController {
    private final OverviewModel model;
    private final Links links;
    private final Ticker ticker;

    @FXML
    private HBox light;
    @FXML
    private FontIcon sign;
    @FXML
    private Label sentence;
    @FXML
    private Label reason;
    @FXML
    private Label running;
    @FXML
    private Label ready;
    @FXML
    private Label blocked;
    @FXML
    private Label scheduled;
    @FXML
    private Label failed;
    @FXML
    private Label busy;
    @FXML
    private ToggleButton five;
    @FXML
    private LineChart<Number, Number> flow;
    @FXML
    private LineChart<Number, Number> backlog;
    @FXML
    private LineChart<Number, Number> waits;
    @FXML
    private ListView<Alert> alerts;
    @FXML
    private TableView<Row<Contention>> contended;
    @FXML
    private TableColumn<Row<Contention>, Contention> resource;
    @FXML
    private TableColumn<Row<Contention>, Contention> waiting;
    @FXML
    private TableColumn<Row<Contention>, Contention> waited;
    @FXML
    private TableColumn<Row<Contention>, Contention> head;
    @FXML
    private TableView<Row<FailureGroup>> failures;
    @FXML
    private TableColumn<Row<FailureGroup>, FailureGroup> count;
    @FXML
    private TableColumn<Row<FailureGroup>, FailureGroup> error;
    @FXML
    private TableColumn<Row<FailureGroup>, FailureGroup> latest;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public OverviewController(OverviewModel model, Links links, Ticker ticker) {
        this.model = model;
        this.links = links;
        this.ticker = ticker;
    }

    @FXML
    private void initialize() {
        var lamp = new HealthLight(light, sign, sentence, reason);
        model.health().subscribe(lamp::show);
        model.shown().subscribe(this::showTiles);
        showCharts();
        alerts.setCellFactory(list -> new AlertCell(links, ticker));
        model.shown().subscribe(snapshot -> showAlerts(model.alerts().get()));
        showContended();
        showFailures();
        five.setSelected(true);
    }

    private void showAlerts(List<Alert> now) {
        if (!alerts.getItems().equals(now)) {
            alerts.getItems().setAll(now);
        }
    }

    private void showTiles(Snapshot snapshot) {
        var counts = snapshot.counts();
        running.setText(Words.of("count", counts.of(Phase.RUNNING) + counts.of(Phase.CANCELING)));
        ready.setText(Words.of("count", counts.of(Phase.READY) + counts.of(Phase.SUBMITTED)));
        blocked.setText(Words.of("count", counts.of(Phase.BLOCKED) + counts.of(Phase.HELD)));
        scheduled.setText(Words.of("count", counts.of(Phase.SCHEDULED)));
        failed.setText(Words.of("count", counts.of(Phase.FAILED)));
        List<WorkerRow> online = snapshot.workers().stream().filter(WorkerRow::alive).toList();
        long slots = online.stream().mapToLong(WorkerRow::slots).sum();
        long used = online.stream().mapToLong(worker -> Math.min(worker.slots(), worker.tasks().size())).sum();
        busy.setText(Words.of("overview.slots", used, slots));
    }

    private void showCharts() {
        var rates = new TimeChart(flow).line(Words.of("overview.submitted"), Moment::submitted)
                .line(Words.of("overview.ended"), Moment::ended);
        var stock = new TimeChart(backlog).line(Words.of("overview.waiting"), Moment::waiting)
                .line(Words.of("overview.running"), Moment::running);
        var latency = new TimeChart(waits).line(Words.of("overview.median"), Moment::medianWait)
                .line(Words.of("overview.slow"), Moment::slowWait);
        Runnable show = () -> List.of(rates, stock, latency)
                .forEach(chart -> chart.show(model.past(), model.span().get()));
        model.shown().subscribe(snapshot -> show.run());
        model.span().subscribe(span -> show.run());
    }

    private void showContended() {
        Columns.link(resource, links, Contention::resource, line -> new Place.OfResource(line.resource()));
        Columns.text(waiting, line -> Integer.toString(line.waiting()), comparing(Contention::waiting));
        Columns.text(waited, line -> Spans.of(line.waited()), comparing(Contention::waited));
        Columns.link(head, links, OverviewController::head,
                line -> line.head() == null ? null : new Place.OfTask(line.head()));
        var lines = new LiveTable<>(contended, new Rows<>(Contention::resource));
        model.shown().subscribe(snapshot -> lines.show(snapshot.overview().contended()));
        onOpen(contended, line -> links.resource(line.resource()));
    }

    private static String head(Contention line) {
        return line.head() == null
                ? ""
                : Words.task(line.head(), line.headName())
                        + (line.worker() == null ? "" : Words.of("overview.on", line.worker()));
    }

    private void showFailures() {
        Columns.text(count, group -> Integer.toString(group.tasks()), comparing(FailureGroup::tasks));
        Columns.link(error, links, group -> group.type().isEmpty() || group.message().isEmpty()
                ? group.type() + group.message()
                : Words.of("overview.error", group.type(), group.message()), group -> new Place.OfTask(group.latest()));
        Columns.live(latest, ticker, (group, now) -> Words.of("span.ago", Spans.of(Duration.between(group.at(), now))),
                comparing(FailureGroup::at));
        var lines = new LiveTable<>(failures, new Rows<>(group -> List.of(group.type(), group.message())));
        model.shown().subscribe(snapshot -> lines.show(snapshot.overview().failures()));
        onOpen(failures, group -> links.task(group.latest()));
    }

    /** A double click or Enter on a line leads to what it is about. */
    private static <T> void onOpen(TableView<Row<T>> table, Consumer<T> open) {
        table.setRowFactory(any -> {
            var row = new TableRow<Row<T>>();
            row.setOnMouseClicked(click -> {
                if (click.getClickCount() == 2 && !row.isEmpty()) {
                    open.accept(row.getItem().value());
                }
            });
            return row;
        });
        table.setOnKeyPressed(key -> {
            Row<T> chosen = table.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && chosen != null) {
                key.consume();
                open.accept(chosen.value());
            }
        });
    }

    @FXML
    private void showMinute() {
        model.span().set(Duration.ofMinutes(1));
    }

    @FXML
    private void showFive() {
        model.span().set(Duration.ofMinutes(5));
    }

    @FXML
    private void showFifteen() {
        model.span().set(Duration.ofMinutes(15));
    }

    @FXML
    private void openRunning() {
        links.tasks("state:running");
    }

    @FXML
    private void openReady() {
        links.tasks("state:ready");
    }

    @FXML
    private void openBlocked() {
        links.tasks("state:blocked");
    }

    @FXML
    private void openScheduled() {
        links.tasks("state:scheduled");
    }

    @FXML
    private void openFailed() {
        links.tasks("state:failed");
    }

    @FXML
    private void openWorkers() {
        links.view(View.WORKERS);
    }
}
