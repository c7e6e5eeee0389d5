package dev.holdfast.console.lab.comparison;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.lab.comparison.ComparisonModel.Obstacle;
import dev.holdfast.console.lab.comparison.CourseCharts.Scale;
import dev.holdfast.console.lab.load.Knob;
import dev.holdfast.console.lab.load.Mix;
import dev.holdfast.console.lab.load.MixController;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.chart.LineChart;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The page that sets the two worker types side by side. */
public final class ComparisonController {
    private static final Mix FIRST = new Mix(42, 128, 0, 64, 2, 0, 0.5, 0.5, 0, 1);
    private static final int MOST_TASKS = 2_000;
    private static final double ALIKE = 1.05;
    private static final double HALF = 0.5;
    private static final double MOST = 0.95;

    private final ComparisonModel model;
    private final MixController mix = new MixController(FIRST);
    private Map<WorkerType, CourseCharts> charts;
    private Map<WorkerType, Label> facts;

    @FXML
    private VBox form;
    @FXML
    private Button start;
    @FXML
    private Button stop;
    @FXML
    private Button save;
    @FXML
    private Label obstacle;
    @FXML
    private Label sentence;
    @FXML
    private Label advisoryFacts;
    @FXML
    private Label managerFacts;
    @FXML
    private LineChart<Number, Number> advisoryFlow;
    @FXML
    private LineChart<Number, Number> advisoryBacklog;
    @FXML
    private LineChart<Number, Number> managerFlow;
    @FXML
    private LineChart<Number, Number> managerBacklog;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ComparisonController(ComparisonModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        mix.fix(Knob.RATE);
        form.getChildren().addFirst(mix.form());
        charts = Map.of(WorkerType.ADVISORY, new CourseCharts(advisoryFlow, advisoryBacklog), WorkerType.MANAGER,
                new CourseCharts(managerFlow, managerBacklog));
        facts = Map.of(WorkerType.ADVISORY, advisoryFacts, WorkerType.MANAGER, managerFacts);
        Tone.WARNING.on(obstacle);
        model.step().subscribe(step -> enable());
        model.obstacle().subscribe(found -> enable());
        model.courses().subscribe(this::draw);
    }

    private void enable() {
        ComparisonStep step = model.step().get();
        Obstacle found = model.obstacle().get();
        boolean hindered = found != Obstacle.NONE && !step.isGoing();
        obstacle.setText(hindered
                ? Words.constant("comparison.obstacle.", found)
                : "");
        Nodes.show(obstacle, hindered);
        mix.disable(step.isGoing());
        start.setDisable(step.isGoing() || hindered);
        stop.setDisable(!step.isGoing());
        save.setDisable(step.isGoing() || model.courses().get().isEmpty());
        sentence.setText(switch (step) {
            case ComparisonStep.None none -> Words.of("comparison.none");
            case ComparisonStep.Switching(WorkerType to) -> Words.of("comparison.switching", to.word());
            case ComparisonStep.Running(WorkerType type) -> Words.of("comparison.running", type.word());
            case ComparisonStep.Over over -> verdict();
            case ComparisonStep.Ended ended -> Words.of("comparison.ended");
        });
    }

    private String verdict() {
        double advisory = model.course(WorkerType.ADVISORY).map(Course::seconds).orElse(0.0);
        double manager = model.course(WorkerType.MANAGER).map(Course::seconds).orElse(0.0);
        if (advisory == 0 || manager == 0) {
            return Words.of("comparison.ended");
        }
        WorkerType winner = advisory <= manager ? WorkerType.ADVISORY : WorkerType.MANAGER;
        double factor = Math.max(advisory, manager) / Math.min(advisory, manager);
        String makespans = Words.of("comparison.makespans", advisory, manager);
        return makespans + " " + (factor < ALIKE
                ? Words.of("comparison.alike")
                : Words.of("comparison.faster", winner.word(), factor));
    }

    private void draw(List<Course> courses) {
        Scale scale = Scale.of(courses);
        charts.forEach((type, both) -> {
            Optional<Course> course = model.course(type);
            both.show(course.map(one -> one.flow(scale.width())).orElse(List.of()),
                    course.map(one -> one.backlog(scale.width())).orElse(List.of()), scale);
            Objects.requireNonNull(facts.get(type))
                    .setText(course
                            .map(one -> Words.of("comparison.facts", one.seconds(),
                                    one.runs().stream().filter(run -> run.state().isFinal()).count(),
                                    one.runs().size(), one.startedWithin(HALF), one.startedWithin(MOST)))
                            .orElse(""));
        });
    }

    @FXML
    private void start() {
        Optional<Mix> wanted = mix.mix();
        if (wanted.isPresent() && wanted.get().tasks() > MOST_TASKS) {
            Dialogs.tell(start, Words.of("comparison.most", MOST_TASKS), "");
        } else if (wanted.isPresent() && Dialogs.confirm(start, new Question(Words.of("comparison.question"),
                Words.of("comparison.consequence"), Words.of("comparison.start"), Words.of("comparison.not")))) {
            model.start(wanted.get());
        }
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void save() {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("comparison.save"));
        chooser.setInitialFileName("worker-types.csv");
        File file = chooser.showSaveDialog(save.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }
}
