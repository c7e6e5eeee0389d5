package dev.holdfast.console.locks;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import atlantafx.base.controls.ToggleSwitch;
import dev.holdfast.access.Access;
import dev.holdfast.console.foresight.Foresight;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.locks.LockKind;
import dev.holdfast.locks.LockRow;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The view of the locks. */
public final class LocksController {
    private final LocksModel model;
    private final GraphModel picture;
    private final Foresight foresight;
    private final Links links;
    private final Ticker ticker;
    private final Rights rights;

    @FXML
    private Guarded forOperators;
    @FXML
    private GraphPane graph;
    @FXML
    private Label nobody;
    @FXML
    private Label cut;
    @FXML
    private Label summary;
    @FXML
    private ToggleSwitch others;
    @FXML
    private Button end;
    @FXML
    private TableView<Row<LockLine>> table;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> kind;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> name;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> mode;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> granted;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> since;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> worker;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> task;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> session;
    @FXML
    private TableColumn<Row<LockLine>, LockLine> application;
    private LiveTable<LockLine> lines;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public LocksController(LocksModel model, GraphModel picture, Foresight foresight, Links links, Ticker ticker,
            Rights rights) {
        this.model = model;
        this.foresight = foresight;
        this.picture = picture;
        this.links = links;
        this.ticker = ticker;
        this.rights = rights;
    }

    @FXML
    private void initialize() {
        Columns.text(kind, line -> Words.of("lock.kind." + line.lock().kind().word()));
        Columns.link(name, links, line -> line.lock().name(), line -> place(line.lock()));
        Columns.node(mode, line -> line.lock().mode(), LocksController::mode, comparing(line -> line.lock().mode()));
        Columns.badge(granted, line -> standing(line.standing()), comparing(LockLine::standing));
        Columns.live(since, ticker, (line, now) -> line.lock().since() == null
                ? ""
                : Spans.of(Duration.between(line.lock().since(), now)),
                comparing(line -> line.lock().since(), nullsLast(naturalOrder())));
        Columns.link(worker, links, line -> worker(line.lock()), line -> new Place.OfWorker(worker(line.lock())));
        Columns.link(task, links, line -> task(line.lock()),
                line -> line.lock().taskId() == null ? null : new Place.OfTask(line.lock().taskId()));
        Columns.text(session, line -> Integer.toString(line.lock().session()),
                comparing(line -> line.lock().session()));
        Columns.text(application, line -> who(line.lock()));

        lines = new LiveTable<>(table, new Rows<>(LockLine::key));
        model.shown().subscribe(lines::show);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> end.setDisable(toEnd().isEmpty()));
        forOperators.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        others.selectedProperty().bindBidirectional(model.others());
        summary.textProperty().bind(model.summary());
        picture.drawing().subscribe(this::show);
        nobody.visibleProperty().bind(picture.empty());
        lines.onSelect(line -> graph.choose(subject(line.lock())));
        graph.listen(this::select, this::open);
    }

    /** Selects a lock of that session as soon as one is shown. */
    public void open(int session) {
        lines.seek(line -> line.lock().session() == session);
    }

    /** A lock of a person or a program that holds or wants a resource; a worker's session is ended with the worker. */
    private Optional<LockRow> toEnd() {
        return lines.selected()
                .stream()
                .map(LockLine::lock)
                .filter(lock -> lock.kind() == LockKind.RESOURCE && lock.worker() == null)
                .findFirst();
    }

    @FXML
    private void end() {
        toEnd().ifPresent(lock -> {
            String session = Integer.toString(lock.session());
            var question = new Question(Words.of("locks.end.question", session, who(lock)),
                    Words.of("locks.end.consequence"), Words.of("locks.end"), Words.of("locks.end.keep"),
                    foresight.ofEnd(lock.session()));
            if (rights.caution().isSure(table, question, 1)) {
                model.end(lock.session());
            }
        });
    }

    private void show(Drawing drawing) {
        graph.show(drawing);
        cut.setVisible(drawing.more());
    }

    private static @Nullable Subject subject(LockRow lock) {
        if (lock.resource() != null) {
            return new Subject.OfResource(lock.resource());
        }
        return lock.taskId() == null ? null : new Subject.OfTask(lock.taskId());
    }

    /** What is chosen in the graph is chosen in the table too, where it has a lock. */
    private void select(Subject subject) {
        table.getSelectionModel().clearSelection();
        table.getItems()
                .stream()
                .filter(row -> isAbout(row.value().lock(), subject))
                .findFirst()
                .ifPresent(row -> {
                    table.getSelectionModel().select(row);
                    table.scrollTo(row);
                });
        graph.choose(subject);
    }

    private static boolean isAbout(LockRow lock, Subject subject) {
        return switch (subject) {
            case Subject.OfTask(long id) -> Objects.equals(lock.taskId(), id);
            case Subject.OfResource(String name) -> name.equals(lock.resource());
            case Subject.OfRest(String resource) -> resource.equals(lock.resource());
            case Subject.OfSession(int session) -> lock.session() == session;
        };
    }

    private void open(Subject subject) {
        switch (subject) {
            case Subject.OfTask(long id) -> links.task(id);
            case Subject.OfResource(String name) -> links.resource(name);
            case Subject.OfRest(String resource) -> links.resource(resource);
            case Subject.OfSession session -> {
                // The table beside it says all that is known of a session.
            }
        }
    }

    private static Node mode(String mode) {
        return switch (mode) {
            case "exclusive" -> Needs.mode(true);
            case "shared" -> Needs.mode(false);
            default -> new Label(mode);
        };
    }

    private static Badge standing(LockLine.Standing standing) {
        return switch (standing) {
            case HELD -> new Badge(Material2OutlinedAL.CHECK_CIRCLE, Words.of("lock.held"), Tone.SUCCESS);
            case WAITING -> new Badge(Material2OutlinedAL.HOURGLASS_TOP, Words.of("lock.waiting"), Tone.WARNING);
            case WATCHING -> new Badge(Material2OutlinedMZ.REMOVE_RED_EYE, Words.of("lock.watching"), Tone.MUTED);
        };
    }

    /** What is locked. */
    private static @Nullable Place place(LockRow lock) {
        return switch (lock.kind()) {
            case RESOURCE -> new Place.OfResource(lock.name());
            case TASK -> lock.taskId() == null ? null : new Place.OfTask(lock.taskId());
            case WORKER -> new Place.OfWorker(lock.name());
            case FOREIGN, OTHER -> null;
        };
    }

    private static String worker(LockRow lock) {
        return Objects.requireNonNullElse(lock.worker(), "");
    }

    private static String task(LockRow lock) {
        return lock.taskId() == null ? "" : Words.task(lock.taskId(), lock.task());
    }

    /** For a lock that no worker holds, who else does. */
    private static String who(LockRow lock) {
        String application = Objects.requireNonNullElse(lock.application(), "");
        String role = Objects.requireNonNullElse(lock.role(), "");
        return application.isEmpty() ? role : Words.of("lock.who", application, role);
    }
}
