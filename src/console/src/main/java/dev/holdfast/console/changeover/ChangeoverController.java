package dev.holdfast.console.changeover;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.rights.Caution;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.stage.Modality;

/** Leads through a switch: what it will meet, the drain, and what came of it. */
public final class ChangeoverController {
    private final ChangeoverModel model;
    private final Caution caution;
    private final Dialog<ButtonType> dialog = new Dialog<>();

    @FXML
    private Label facts;
    @FXML
    private ProgressBar progress;
    @FXML
    private Button go;
    @FXML
    private Button cancelRunning;
    @FXML
    private Button back;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    private ChangeoverController(ChangeoverModel model, Caution caution) {
        this.model = model;
        this.caution = caution;
    }

    /** Opens the window; the console stays of use beside it. */
    public static void open(Node owner, Switchboard board, WorkerType target, Live live, Caution caution) {
        var model = new ChangeoverModel(board, target, live, ApplicationThread.LATER);
        new ChangeoverController(model, caution).show(owner);
        model.start();
    }

    private void show(Node owner) {
        Dialogs.prepare(dialog, owner);
        dialog.initModality(Modality.NONE);
        dialog.setHeaderText(Words.of("changeover.title", model.target().other().word(), model.target().word()));
        dialog.getDialogPane().setContent(Fxml.load(this));
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
        dialog.setOnHidden(event -> model.back());
        dialog.show();
    }

    @FXML
    private void initialize() {
        model.step().subscribe(this::tell);
    }

    /** What the switch will meet has been told; it is asked about once more only where it must be. */
    @FXML
    private void go() {
        var question = new Question(dialog.getHeaderText(), facts.getText(), Words.of("changeover.go"),
                Words.of("changeover.not"));
        if (!caution.asksAlways() || caution.isSure(go, question, 1)) {
            model.go();
        }
    }

    @FXML
    private void cancelRunning() {
        model.cancelRunning();
    }

    @FXML
    private void back() {
        model.back();
    }

    private void tell(Step step) {
        facts.setText(switch (step) {
            case Step.Looking looking -> Words.of("changeover.looking");
            case Step.Found found -> facts(found);
            case Step.Draining draining ->
                Words.of("changeover.draining", Spans.of(draining.since()), tasks(draining.left()),
                        silent(draining.left()));
            case Step.Done done ->
                Words.of("changeover.done", done.type(), Spans.of(done.drained()), silent(done.behind()));
            case Step.GivenUp givenUp -> Words.of("changeover.abandoned", givenUp.type());
            case Step.Failed failed -> Words.of("changeover.failed", failed.reason());
        });
        boolean draining = step instanceof Step.Draining;
        progress.setVisible(draining || step instanceof Step.Looking);
        go.setDisable(!(step instanceof Step.Found));
        cancelRunning.setDisable(!draining);
        back.setDisable(!draining);
        dialog.getDialogPane().getScene().getWindow().sizeToScene();
    }

    private static String facts(Step.Found found) {
        Preflight met = found.preflight();
        var lines = new ArrayList<String>();
        if (met.isUnderWay()) {
            lines.add(Words.of("changeover.resumed"));
        }
        lines.add(met.lasting() == null
                ? Words.of("changeover.running", met.running())
                : Words.of("changeover.running.lasting", met.running(), Spans.of(met.lasting())));
        lines.add(Words.of("changeover.waiting", met.waiting()));
        lines.add(Words.of("changeover.workers", met.workers().size()));
        if (!met.silent().isEmpty()) {
            lines.add(Words.of("changeover.silent", String.join(", ", met.silent())));
        }
        if (found.redis() != null) {
            lines.add(Words.of("changeover.redis", found.redis()));
            lines.add(Words.of("changeover.deprecated"));
            if (met.shared() > 0) {
                lines.add(Words.of("changeover.shared", met.shared()));
            }
        }
        return String.join("\n", lines);
    }

    private static int tasks(List<Straggler> left) {
        return left.stream().mapToInt(Straggler::tasks).sum();
    }

    private static String silent(List<Straggler> left) {
        String names = left.stream()
                .filter(Straggler::isSilent)
                .map(Straggler::worker)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "\n" + Words.of("changeover.silent", names);
    }
}
