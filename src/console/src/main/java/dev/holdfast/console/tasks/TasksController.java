package dev.holdfast.console.tasks;

import dev.holdfast.access.Access;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.TaskDetail;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.submit.TaskFormController;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.tasks.TaskActions.Chosen;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskSummary;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;

/** The view of the tasks. */
public final class TasksController {
    private static final double DETAIL_BELOW = 0.6;

    private final TasksModel model;
    private final TaskFormController form;
    private final Rights rights;
    private final TaskColumns columns;
    private final FilterController filter;
    private final TaskQuestions questions;
    private final TaskDetailController details;
    private @Nullable Node detail;

    @FXML
    private SegmentedButton tabs;
    @FXML
    private HBox toolbar;
    @FXML
    private StackPane filterPlace;
    @FXML
    private Guarded forSubmitters;
    @FXML
    private Guarded forOperators;
    @FXML
    private Guarded demo;
    @FXML
    private Button retry;
    @FXML
    private Button cancel;
    @FXML
    private SplitPane split;
    @FXML
    private TableView<Row<TaskSummary>> table;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> id;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> name;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> state;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> submitted;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> waited;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> ran;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> worker;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> needs;
    @FXML
    private TableColumn<Row<TaskSummary>, TaskSummary> why;
    @FXML
    private HBox moreBar;
    @FXML
    private Label moreText;
    @FXML
    private Button moreButton;
    @FXML
    private VBox offer;
    private LiveTable<TaskSummary> lines;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public TasksController(TasksModel model, TaskFormController form, TaskQuestions questions, Links links, Live live,
            Ticker ticker, Rights rights) {
        this.model = model;
        this.form = form;
        this.rights = rights;
        this.columns = new TaskColumns(ticker, links);
        this.filter = new FilterController(model, live);
        this.questions = questions;
        this.details = new TaskDetailController(model, form, links, ticker, rights);
    }

    @FXML
    private void initialize() {
        showColumns();
        lines = new LiveTable<>(table, new Rows<>(TaskSummary::id));
        model.shown().subscribe(this::showTasks);
        model.detail().subscribe(this::showDetail);
        new StateTabs(tabs, model);
        filterPlace.getChildren().add(Fxml.load(filter));
        toolbar.getChildren().add(Fxml.load(new ExportController(model)));

        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        lines.onSelect(task -> {
            model.select(task.id());
            enableActions();
        });
        forSubmitters.reasonProperty().bind(rights.refusal(Access.SUBMITTER));
        demo.reasonProperty().bind(rights.refusal(Access.SUBMITTER));
        forOperators.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        moreButton.disableProperty().bind(model.past());
        moreBar.visibleProperty().bind(model.more());
        moreBar.managedProperty().bind(model.more());
        offer.visibleProperty().bind(model.firstStart());
    }

    private void showColumns() {
        columns.id(id);
        columns.name(name);
        columns.state(state);
        columns.submitted(submitted);
        columns.waited(waited);
        columns.ran(ran);
        columns.worker(worker);
        columns.needs(needs);
        columns.why(why);
    }

    private void showTasks(List<TaskSummary> shown) {
        lines.show(shown);
        boolean most = shown.size() >= Interest.MOST_ROWS;
        moreText.setText(Words.of(most ? "tasks.more.most" : "tasks.more.text", shown.size()));
        moreButton.setVisible(!most);
        enableActions();
    }

    private void enableActions() {
        List<TaskSummary> chosen = lines.selected();
        cancel.setDisable(Chosen.of(chosen, TaskActions.CANCELABLE).ids().isEmpty());
        retry.setDisable(Chosen.of(chosen, TaskActions.RETRYABLE).ids().isEmpty());
    }

    private void showDetail(@Nullable TaskDetail shown) {
        if (shown != null && detail == null) {
            detail = Fxml.load(details);
            split.getItems().add(detail);
            split.setDividerPositions(DETAIL_BELOW);
        }
    }

    @FXML
    private void askAndCancel() {
        questions.cancel(table, lines.selected(), false);
    }

    @FXML
    private void cancelMatching() {
        questions.cancelMatching(table, model.filter());
    }

    @FXML
    private void retry() {
        questions.retry(lines.selected(), model::select);
    }

    @FXML
    private void retryMatching() {
        questions.retryMatching(table, model.filter(), model::select);
    }

    @FXML
    private void keyPressed(KeyEvent key) {
        if (key.getCode() == KeyCode.DELETE && !cancel.isDisabled()) {
            key.consume();
            questions.cancel(table, lines.selected(), true);
        }
    }

    @FXML
    private void showMore() {
        model.showMore();
    }

    /** Opens the form for a new task, which is shown when it is there; says so where none may be submitted. */
    @FXML
    public void newTask() {
        if (rights.may(Access.SUBMITTER)) {
            form.open(table, null, model::select);
        } else {
            Dialogs.tell(table, Words.of("rights.not"), rights.refusal(Access.SUBMITTER).get());
        }
    }

    @FXML
    private void submitDemo() {
        model.submitDemo();
    }

    /** Selects the first task that waits for another, or just the first; false where there is none. */
    public boolean selectOne() {
        List<Row<TaskSummary>> rows = table.getItems();
        rows.stream()
                .filter(row -> row.value().phase() == Phase.BLOCKED)
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .ifPresent(table.getSelectionModel()::select);
        return !rows.isEmpty();
    }

    /** Shows the details of one task, whether or not it is in the list. */
    public void open(long id) {
        filter("");
        table.getSelectionModel().clearSelection();
        model.select(id);
    }

    /** Shows the tasks of all states that match. */
    public void filter(String query) {
        model.tab().set(StateTab.ALL);
        model.query().set(query);
    }

    /** Puts the cursor into the filter. */
    public void focusFilter() {
        filter.focus();
    }
}
