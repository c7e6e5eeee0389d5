package dev.holdfast.console.lab.load;

import dev.holdfast.access.Access;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.overview.Moment;
import dev.holdfast.console.overview.OverviewModel;
import dev.holdfast.console.overview.TimeChart;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.forecast.Accuracy;
import dev.holdfast.tasks.TaskState;
import java.time.Duration;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The page of the load generator. */
public final class LoadController {
    private static final Duration SPAN = Duration.ofMinutes(2);
    private static final Mix FIRST = new Mix(1, 200, 20, 24, 2, 40, 0.5, 2, 5, 1);

    private final LoadModel model;
    private final OverviewModel overview;
    private final Links links;
    private final Rights rights;
    private final MixController mix = new MixController(FIRST);

    @FXML
    private VBox form;
    @FXML
    private Guarded forSubmitters;
    @FXML
    private Guarded forOperators;
    @FXML
    private Button start;
    @FXML
    private Button stop;
    @FXML
    private Button cancel;
    @FXML
    private Hyperlink show;
    @FXML
    private Label sentence;
    @FXML
    private Label waiting;
    @FXML
    private Label running;
    @FXML
    private Label completed;
    @FXML
    private Label failed;
    @FXML
    private Label canceled;
    @FXML
    private Label estimates;
    @FXML
    private LineChart<Number, Number> flow;
    @FXML
    private LineChart<Number, Number> backlog;

    /** @param overview what has been, for the charts */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public LoadController(LoadModel model, OverviewModel overview, Links links, Rights rights) {
        this.model = model;
        this.overview = overview;
        this.links = links;
        this.rights = rights;
    }

    @FXML
    private void initialize() {
        form.getChildren().addFirst(mix.form());
        model.standing().subscribe(this::tell);
        forSubmitters.reasonProperty().bind(rights.refusal(Access.SUBMITTER));
        forOperators.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        var rates = new TimeChart(flow).line(Words.of("overview.submitted"), Moment::submitted)
                .line(Words.of("overview.ended"), Moment::ended);
        var stock = new TimeChart(backlog).line(Words.of("overview.waiting"), Moment::waiting)
                .line(Words.of("overview.running"), Moment::running);
        overview.follow(View.LAB, () -> {
            if (flow.getScene() != null) {
                List.of(rates, stock).forEach(chart -> chart.show(overview.past(SPAN), SPAN));
            }
        });
    }

    private void tell(LoadStanding standing) {
        boolean none = standing.group().isEmpty();
        sentence.setText(none
                ? Words.of("load.none")
                : Words.of(standing.going() ? "load.going" : "load.over", standing.submitted(), standing.planned()));
        waiting.setText(Words.of("count", standing.of(TaskState.WAITING)));
        running.setText(Words.of("count", standing.of(TaskState.RUNNING) + standing.of(TaskState.CANCELING)));
        completed.setText(Words.of("count", standing.of(TaskState.COMPLETED)));
        failed.setText(Words.of("count", standing.of(TaskState.FAILED)));
        canceled.setText(Words.of("count", standing.of(TaskState.CANCELED)));
        tell(standing.estimates());
        mix.disable(standing.going());
        start.setDisable(standing.going());
        stop.setDisable(!standing.going());
        cancel.setDisable(!standing.going() && standing.unfinished() == 0);
        show.setVisible(!none);
    }

    private void tell(Accuracy accuracy) {
        Nodes.show(estimates, !accuracy.equals(Accuracy.none()));
        estimates.setText(Words.of("load.estimates", accuracy.inRange(), accuracy.started(), accuracy.sooner(),
                accuracy.later(), accuracy.open(), accuracy.noBasis()));
    }

    @FXML
    private void start() {
        mix.mix().ifPresent(model::start);
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void cancel() {
        LoadStanding now = model.standing().get();
        var question = new Question(Words.of("load.cancel.question", now.unfinished()),
                Words.of("load.cancel.consequence"), Words.of("load.cancel"), Words.of("load.cancel.keep"));
        if (rights.caution().isSure(cancel, question, 1)) {
            model.cancelRest();
        }
    }

    @FXML
    private void showTasks() {
        show.setVisited(false);
        links.tasks("group:" + model.standing().get().group());
    }
}
