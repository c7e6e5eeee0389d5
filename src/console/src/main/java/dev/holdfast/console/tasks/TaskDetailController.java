package dev.holdfast.console.tasks;

import dev.holdfast.access.Access;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.reading.TaskDetail;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.submit.TaskFormController;
import dev.holdfast.console.widgets.JsonText;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.LogArea;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The pane with all that is known of the selected task. */
final class TaskDetailController {
    private final TasksModel model;
    private final TaskFormController form;
    private final Links links;
    private final Ticker ticker;
    private final Rights rights;
    private @Nullable TaskDetail shown;

    @FXML
    private Guarded forSubmitters;
    @FXML
    private Label title;
    @FXML
    private Label state;
    @FXML
    private WhyBox why;
    @FXML
    private FlowPane relatives;
    @FXML
    private TimeBar times;
    @FXML
    private HBox progress;
    @FXML
    private ProgressBar progressBar;
    @FXML
    private Label progressText;
    @FXML
    private Label handler;
    @FXML
    private Link worker;
    @FXML
    private Label submitted;
    @FXML
    private Label started;
    @FXML
    private Label finished;
    @FXML
    private FlowPane needs;
    @FXML
    private TabPane pages;
    @FXML
    private Label unrecorded;
    @FXML
    private Tab errorPage;
    @FXML
    private LogArea log;
    @FXML
    private TextArea payload;
    @FXML
    private TextArea result;
    @FXML
    private TextArea error;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    TaskDetailController(TasksModel model, TaskFormController form, Links links, Ticker ticker,
            Rights rights) {
        this.model = model;
        this.form = form;
        this.links = links;
        this.ticker = ticker;
        this.rights = rights;
    }

    @FXML
    private void initialize() {
        model.detail().subscribe(detail -> {
            if (detail != null) {
                show(detail);
            }
        });
        ticker.now().subscribe(this::showTimes);
        forSubmitters.reasonProperty().bind(rights.refusal(Access.SUBMITTER));
    }

    @FXML
    private void runAgain() {
        if (shown != null) {
            form.open(title, shown.task(), model::select);
        }
    }

    private void show(TaskDetail detail) {
        boolean other = shown == null || shown.task().id() != detail.task().id();
        shown = detail;
        Task task = detail.task();
        TaskSummary summary = task.summary();
        title.setText(Words.task(task.id(), summary.name()));
        PhaseBadge.of(summary.phase()).on(state);
        handler.setText(Words.of("task.handler.attempt", summary.handler(), summary.attempt(), summary.maxAttempts()));
        showWorker(summary.worker());
        showLinks(needs, chips(summary));
        showLinks(relatives, Relatives.of(task, links));
        showJson(payload, task.payload());
        showJson(result, Objects.requireNonNullElse(task.result(), ""));
        log.show(text(detail.log()));
        showTimes(ticker.now().get());
        showProgress(summary);
        why.show(detail.outlook(), links);
        showError(task.error(), other);
        Nodes.show(pages, detail.hasContents());
        Nodes.show(unrecorded, !detail.hasContents());
    }

    private void showWorker(@Nullable String name) {
        worker.setText(Objects.requireNonNullElse(name, Words.of("none")));
        worker.setDisable(name == null);
        worker.leadTo(() -> links.worker(worker.getText()));
    }

    private void showTimes(Instant now) {
        if (shown == null) {
            return;
        }
        TaskSummary task = shown.task().summary();
        times.show(task, now);
        submitted.setText(Spans.full(task.submitted()));
        Duration waited = TaskTimes.waited(task, now);
        Instant end = task.finished();
        if (end != null && task.started() == null) {
            started.setText(Words.of("task.after.never", Spans.of(waited)));
            finished.setText(Spans.full(end));
        } else {
            started.setText(timeAndSpan(task.started(), waited, "task.after"));
            finished.setText(timeAndSpan(end, TaskTimes.ran(task, now), "task.ran"));
        }
    }

    private List<Link> chips(TaskSummary task) {
        return Needs.of(task.exclusive(), task.shared())
                .stream()
                .map(need -> Needs.chip(new Link(), need, links::resource))
                .toList();
    }

    /** Only what changed: a link that has the focus is to keep it. */
    private static void showLinks(FlowPane pane, List<Link> wanted) {
        List<String> before = pane.getChildren().stream().map(link -> name((Link) link)).toList();
        if (!before.equals(wanted.stream().map(TaskDetailController::name).toList())) {
            pane.getChildren().setAll(wanted);
        }
        Nodes.show(pane, !wanted.isEmpty());
    }

    /** A chip's says how the resource is needed besides. */
    private static String name(Link link) {
        return Objects.requireNonNullElse(link.getAccessibleText(), link.getText());
    }

    private void showProgress(TaskSummary task) {
        Double done = task.progress();
        Nodes.show(progress, done != null || task.progressMessage() != null);
        progressBar.setProgress(done == null ? ProgressIndicator.INDETERMINATE_PROGRESS : done);
        progressText.setText(Objects.requireNonNullElse(task.progressMessage(), ""));
        Nodes.show(progressBar, done != null);
    }

    private void showError(@Nullable TaskError failure, boolean other) {
        error.setText(failure == null ? "" : text(failure));
        errorPage.setDisable(failure == null);
        if (other) {
            pages.getSelectionModel()
                    .select(failure != null && log.getText().isEmpty() ? errorPage : pages.getTabs().getFirst());
        }
    }

    private static String text(TaskError failure) {
        String message = failure.message() == null ? failure.type() : failure.type() + ": " + failure.message();
        return failure.trace() == null ? message : message + "\n\n" + failure.trace();
    }

    private static String timeAndSpan(@Nullable Instant time, @Nullable Duration span, String key) {
        if (span == null) {
            return Words.of("none");
        }
        return time == null
                ? Words.of(key + ".yet", Spans.of(span))
                : Words.of(key, Spans.full(time), Spans.of(span));
    }

    /** The log; where there were several attempts, each begins with a line that says so. */
    private static String text(List<LogLine> log) {
        var text = new StringBuilder();
        int attempt = 1;
        for (LogLine piece : log) {
            if (piece.attempt() != attempt) {
                attempt = piece.attempt();
                text.append(Words.of("task.log.attempt", attempt)).append('\n');
            }
            text.append(piece.text());
        }
        return text.toString();
    }

    /** Laid out anew only when it is another text. */
    private static void showJson(TextArea area, String json) {
        if (!json.equals(area.getUserData())) {
            area.setUserData(json);
            area.setText(json.isEmpty() ? "" : JsonText.pretty(json));
        }
    }
}
