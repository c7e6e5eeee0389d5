package dev.holdfast.console.lab.panels;

import dev.holdfast.console.lab.panels.SeedResult.Round;
import dev.holdfast.console.widgets.Words;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javafx.fxml.FXML;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;

/** The page of the reference's benchmark. */
public final class PanelsController {
    private static final double MILLIS = 1e3;

    private final PanelsModel model;
    private LogChart first;
    private LogChart second;

    @FXML
    private TextField folder;
    @FXML
    private Label sentence;
    @FXML
    private LineChart<Number, Number> submits;
    @FXML
    private LineChart<Number, Number> pickups;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public PanelsController(PanelsModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        first = new LogChart(submits);
        second = new LogChart(pickups);
        model.result().subscribe(this::draw);
    }

    private void draw(@Nullable SeedResult result) {
        sentence.setText(result == null ? Words.of("panels.none") : Words.of("panels.of", result.file()));
        if (result != null) {
            draw(first, result, List.of("advisory", "manager", "control"), round -> round.submit() * MILLIS);
            draw(second, result, List.of("advisory", "manager", "ideal"), Round::pickup);
        }
    }

    private static void draw(LogChart chart, SeedResult result, List<String> series, ToDoubleFunction<Round> value) {
        chart.clear();
        for (String each : series) {
            Map<Integer, Double> means = result.means(each, value);
            if (!means.isEmpty()) {
                chart.line(Words.of("panels." + each), means);
            }
        }
    }

    @FXML
    private void open() {
        String typed = folder.getText().strip();
        if (!typed.isEmpty()) {
            model.open(Path.of(typed));
        }
    }

    @FXML
    private void choose() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Words.of("panels.choose"));
        File chosen = chooser.showDialog(folder.getScene().getWindow());
        if (chosen != null) {
            folder.setText(chosen.toString());
            open();
        }
    }
}
