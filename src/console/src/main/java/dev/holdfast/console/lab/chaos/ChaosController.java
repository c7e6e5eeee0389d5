package dev.holdfast.console.lab.chaos;

import static java.util.Comparator.comparing;

import atlantafx.base.controls.ToggleSwitch;
import dev.holdfast.cluster.chaos.Blow;
import dev.holdfast.cluster.chaos.Fault;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The page of faults, and of how the cluster recovers from them. */
public final class ChaosController {
    private static final List<Integer> SECONDS = List.of(5, 10, 20, 30, 60);

    private final ChaosModel model;

    @FXML
    private ToggleSwitch allowed;
    @FXML
    private Label about;
    @FXML
    private Button kill;
    @FXML
    private Button freeze;
    @FXML
    private Button cut;
    @FXML
    private Button restart;
    @FXML
    private ToggleSwitch byChance;
    @FXML
    private ChoiceBox<Integer> seconds;
    @FXML
    private Label sentence;
    @FXML
    private TableView<Row<Score>> table;
    @FXML
    private TableColumn<Row<Score>, Score> fault;
    @FXML
    private TableColumn<Row<Score>, Score> blows;
    @FXML
    private TableColumn<Row<Score>, Score> tasks;
    @FXML
    private TableColumn<Row<Score>, Score> freed;
    @FXML
    private TableColumn<Row<Score>, Score> freedMost;
    @FXML
    private TableColumn<Row<Score>, Score> settled;
    @FXML
    private TableColumn<Row<Score>, Score> settledMost;
    @FXML
    private TableColumn<Row<Score>, Score> lost;
    @FXML
    private TableColumn<Row<Score>, Score> gone;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ChaosController(ChaosModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        about.setText(Words.of(model.isAvailable() ? "chaos.about" : "lab.elsewhere"));
        allowed.setDisable(!model.isAvailable());
        allowed.selectedProperty().bindBidirectional(model.allowed());
        byChance.selectedProperty().bindBidirectional(model.byChance());
        byChance.disableProperty().bind(model.allowed().not());
        seconds.getItems().setAll(SECONDS);
        seconds.setConverter(new EverySoOften());
        seconds.valueProperty().bindBidirectional(model.seconds());
        model.allowed().subscribe(on -> enable());
        model.striking().subscribe(fault -> enable());
        model.striking().subscribe(this::tell);
        columns();
        var lines = new LiveTable<>(table, new Rows<>(Score::fault));
        model.scores().subscribe(lines::show);
    }

    private void columns() {
        Columns.text(fault, score -> word(score.fault()), comparing(Score::fault));
        number(blows, Score::blows);
        number(tasks, Score::tasks);
        time(freed, score -> Score.median(score.freed()));
        time(freedMost, score -> Score.longest(score.freed()));
        time(settled, score -> Score.median(score.settled()));
        time(settledMost, score -> Score.longest(score.settled()));
        number(lost, Score::lost);
        number(gone, Score::gone);
    }

    private static void number(TableColumn<Row<Score>, Score> column, Function<Score, Integer> number) {
        Columns.text(column, score -> Words.of("count", number.apply(score)), comparing(number));
    }

    private static void time(TableColumn<Row<Score>, Score> column, Function<Score, Optional<Duration>> time) {
        Columns.text(column, score -> time.apply(score).map(Spans::fine).orElseGet(() -> Words.of("none")),
                comparing(score -> time.apply(score).orElse(Duration.ZERO)));
    }

    private void enable() {
        boolean free = model.allowed().get() && model.striking().get() == null;
        Map.of(Fault.KILL, kill, Fault.FREEZE, freeze, Fault.CUT, cut, Fault.RESTART, restart)
                .forEach((what, button) -> button.setDisable(!free || !model.isKnown(what)));
    }

    private void tell(@Nullable Fault now) {
        Blow last = model.last().get();
        if (now != null) {
            sentence.setText(Words.of("chaos.striking", word(now)));
        } else if (last == null) {
            sentence.setText(Words.of("chaos.none"));
        } else {
            String worker = last.worker() == null ? Words.of("chaos.all") : last.worker();
            sentence.setText(last.tasks() == 0
                    ? Words.of("chaos.idle", word(last.fault()), worker)
                    : Words.of("chaos.last", word(last.fault()), worker, last.tasks(), span(last.freed()),
                            span(last.settled())));
        }
    }

    private static String span(@Nullable Duration span) {
        return span == null ? Words.of("none") : Spans.fine(span);
    }

    private static String word(Fault fault) {
        return Words.constant("fault.", fault);
    }

    @FXML
    private void kill() {
        model.strike(Fault.KILL);
    }

    @FXML
    private void freeze() {
        model.strike(Fault.FREEZE);
    }

    @FXML
    private void cut() {
        model.strike(Fault.CUT);
    }

    @FXML
    private void restart() {
        model.strike(Fault.RESTART);
    }

    /** "every 10 s" */
    private static final class EverySoOften extends StringConverter<Integer> {
        @Override
        public String toString(Integer seconds) {
            return seconds == null ? "" : Words.of("bar.interval", seconds);
        }

        @Override
        public Integer fromString(String text) {
            throw new UnsupportedOperationException("it is chosen, not typed");
        }
    }
}
