package dev.holdfast.console.workers;

import atlantafx.base.controls.ToggleSwitch;
import dev.holdfast.access.Access;
import dev.holdfast.console.foresight.Foresight;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.workers.WorkerRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The view of the workers. */
public final class WorkersController {
    private static final double WIDE = 1_000;

    private final WorkersModel model;
    private final Foresight foresight;
    private final Live live;
    private final Rights rights;
    private final WorkerColumns columns;

    @FXML
    private HBox launcher;
    @FXML
    private Label elsewhere;
    @FXML
    private Button roll;
    @FXML
    private Button threads;
    @FXML
    private Guarded stopping;
    @FXML
    private Button stop;
    @FXML
    private Button kill;
    @FXML
    private ToggleSwitch ended;
    @FXML
    private TableView<Row<WorkerLine>> table;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> name;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> state;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> process;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> busy;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> tasks;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> cpu;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> memory;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> restarts;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> up;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> seen;
    @FXML
    private TableColumn<Row<WorkerLine>, WorkerLine> handlers;
    @FXML
    private SplitPane split;
    private final LogController log;
    private Node logPane;
    private LiveTable<WorkerLine> lines;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public WorkersController(WorkersModel model, Foresight foresight, Links links, Live live, Ticker ticker,
            Rights rights) {
        this.model = model;
        this.foresight = foresight;
        this.live = live;
        this.rights = rights;
        this.columns = new WorkerColumns(ticker, links);
        this.log = new LogController(model);
    }

    @FXML
    private void initialize() {
        columns.name(name);
        columns.state(state);
        columns.process(process);
        columns.busy(busy);
        columns.tasks(tasks);
        columns.cpu(cpu);
        columns.memory(memory);
        columns.restarts(restarts);
        columns.up(up);
        columns.seen(seen);
        columns.handlers(handlers);
        lines = new LiveTable<>(table, new Rows<>(WorkerLine::key));
        model.shown().subscribe(shown -> {
            lines.show(shown);
            enable();
            tell();
        });
        model.roll().subscribe(this::rolls);
        ended.selectedProperty().bindBidirectional(model.ended());
        if (!model.canLaunch()) {
            stopping.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        }
        live.past().subscribe(past -> enable());
        launcher.disableProperty().bind(live.past());
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        lines.onSelect(line -> selected());
        table.widthProperty().subscribe(width -> makeRoom(width.doubleValue()));
        Nodes.show(launcher, model.canLaunch());
        Nodes.show(elsewhere, !model.canLaunch());
        logPane = Fxml.load(log);
    }

    /** In a narrow window what is told below the table of the selected one, and what is alike of most, gives way. */
    private void makeRoom(double width) {
        process.setVisible(width >= WIDE);
        handlers.setVisible(width >= WIDE);
    }

    private void selected() {
        List<WorkerLine> chosen = lines.selected();
        model.select(chosen);
        if (!chosen.isEmpty()) {
            if (!split.getItems().contains(logPane)) {
                split.getItems().add(logPane);
                split.setDividerPositions(0.6);
            }
        }
        tell();
        enable();
    }

    private void tell() {
        List<WorkerLine> chosen = lines.selected();
        log.tell(chosen, chosen.size() == 1 ? WorkerColumns.facts(chosen.getFirst()) : "");
    }

    private void rolls(@Nullable Roll now) {
        roll.setText(now == null
                ? Words.of("workers.roll")
                : Words.of("workers.roll.end", now.name(), now.nth(), now.of()));
        enable();
    }

    private void enable() {
        roll.setDisable(model.alive() == 0 && model.roll().get() == null);
        threads.setDisable(one().isEmpty());
        boolean none = lines.selected().stream().noneMatch(WorkerLine::isOurs);
        boolean past = live.past().get();
        stop.setDisable(past || lines.selected().stream().noneMatch(WorkerLine::isToBeStopped));
        kill.setDisable(past || none);
    }

    /** The one selected, if it runs on this machine. */
    private Optional<LocalWorker> one() {
        List<WorkerLine> chosen = lines.selected();
        return chosen.size() == 1 && chosen.getFirst().isOurs()
                ? Optional.ofNullable(chosen.getFirst().local())
                : Optional.empty();
    }

    /** Selects the worker of that name as soon as it is shown. */
    public void open(String name) {
        lines.seek(line -> line.name().equals(name));
    }

    @FXML
    private void roll() {
        model.rollOrEnd();
    }

    @FXML
    private void threads() {
        one().ifPresent(worker -> model.threads(worker,
                text -> new ThreadsController(text).show(table.getScene().getWindow(), worker.name())));
    }

    @FXML
    private void launch() {
        new LaunchController(live.snapshot().get().type().type()).ask(table).ifPresent(model::launch);
    }

    /** Harms nobody, so it is asked about only where it must be. */
    @FXML
    private void stop() {
        List<WorkerLine> chosen = lines.selected().stream().filter(WorkerLine::isToBeStopped).toList();
        var question = new Question(Words.of("workers.stop.question", chosen.size(), chosen.getFirst().name()),
                Words.of("workers.stop.consequence", running(chosen)), Words.of("workers.stop.go"),
                Words.of("workers.kill.keep"), foresight.ofStop(ids(chosen)));
        if (rights.caution().isSure(table, question, chosen.size())) {
            model.stop(chosen);
        }
    }

    @FXML
    private void kill() {
        List<WorkerLine> chosen = lines.selected().stream().filter(WorkerLine::isOurs).toList();
        var question = new Question(Words.of("workers.kill.question", chosen.size(), chosen.getFirst().name()),
                Words.of("workers.kill.consequence", running(chosen)), Words.of("workers.kill.go"),
                Words.of("workers.kill.keep"), foresight.ofKill(ids(chosen)));
        if (rights.caution().isSure(table, question, chosen.size())) {
            model.kill(chosen);
        }
    }

    private static int running(List<WorkerLine> workers) {
        return workers.stream().mapToInt(WorkerLine::busy).sum();
    }

    /** Those that the database knows. */
    private static List<Integer> ids(List<WorkerLine> workers) {
        return workers.stream().map(WorkerLine::row).filter(Objects::nonNull).map(WorkerRow::id).toList();
    }
}
