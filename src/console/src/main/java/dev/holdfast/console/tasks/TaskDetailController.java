package dev.holdfast.console.tasks;

import dev.holdfast.console.live.TaskDetail;
import dev.holdfast.console.submit.TaskFormController;
import dev.holdfast.console.widgets.LogArea;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskError;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/** The pane with all that is known of the selected task. */
final class TaskDetailController {
    private final TasksModel model;
    private final TaskFormController form;
    private final Ticker ticker;
    private @Nullable TaskDetail shown;

    @FXML
    private Label title;
    @FXML
    private Label state;
    @FXML
    private Label why;
    @FXML
    private FlowPane blockers;
    @FXML
    private Label handler;
    @FXML
    private Label worker;
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
    TaskDetailController(TasksModel model, TaskFormController form, Ticker ticker) {
        this.model = model;
        this.form = form;
        this.ticker = ticker;
    }

    @FXML
    private void initialize() {
        model.detail().subscribe(detail -> {
            if (detail != null) {
                show(detail);
            }
        });
        ticker.now().subscribe(this::showTimes);
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
        title.setText(Words.of("task.title", Long.toString(task.id()), summary.name()));
        state.setGraphic(PhaseBadge.of(summary.phase()));
        handler.setText(Words.of("task.handler.attempt", summary.handler(), summary.attempt(), summary.maxAttempts()));
        worker.setText(Objects.requireNonNullElse(summary.worker(), Words.of("none")));
        needs.getChildren().setAll(Needs.all(summary.exclusive(), summary.shared()));
        setIfChanged(payload, task.payload());
        setIfChanged(result, Objects.requireNonNullElse(task.result(), ""));
        log.show(detail.log().stream().map(LogLine::text).collect(Collectors.joining()));
        showTimes(ticker.now().get());
        showWhy(detail);
        showError(task.error(), other);
    }

    private void showTimes(Instant now) {
        if (shown == null) {
            return;
        }
        TaskSummary task = shown.task().summary();
        submitted.setText(Spans.full(task.submitted()));
        started.setText(timeAndSpan(task.started(), TaskTimes.waited(task, now), "task.after"));
        finished.setText(timeAndSpan(task.finished(), TaskTimes.ran(task, now), "task.ran"));
    }

    private void showWhy(TaskDetail detail) {
        String text = detail.task().summary().why();
        why.setText(text);
        show(why, text != null);
        blockers.getChildren()
                .setAll(detail.blockers()
                        .stream()
                        .map(blocker -> blocker.taskId())
                        .distinct()
                        .limit(4)
                        .map(this::link)
                        .toList());
        show(blockers, !blockers.getChildren().isEmpty());
    }

    private Hyperlink link(long id) {
        var link = new Hyperlink(Words.of("task.goto", Long.toString(id)));
        link.setOnAction(event -> model.select(id));
        return link;
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

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static void setIfChanged(TextArea area, String text) {
        if (!text.equals(area.getText())) {
            area.setText(text);
        }
    }
}
