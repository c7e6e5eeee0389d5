package dev.holdfast.console.audit;

import static java.util.Comparator.comparing;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.reading.Page;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** The view of what operators did. */
public final class AuditController {
    /** As the database notes it: "task 17 (gc)", "worker 3 (w-1)". */
    private static final Pattern NUMBERED = Pattern.compile("(task|worker) (\\d{1,18})(?: \\((.*)\\))?");

    private final AuditModel model;
    private final Links links;
    private final Ticker ticker;

    @FXML
    private Label summary;
    @FXML
    private TextField who;
    @FXML
    private TextField what;
    @FXML
    private TableView<Row<AuditEntry>> table;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> at;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> role;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> program;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> host;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> action;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> subject;
    @FXML
    private TableColumn<Row<AuditEntry>, AuditEntry> result;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public AuditController(AuditModel model, Links links, Ticker ticker) {
        this.model = model;
        this.links = links;
        this.ticker = ticker;
    }

    @FXML
    private void initialize() {
        Columns.live(at, ticker, (entry, now) -> Spans.clock(entry.at(), now), comparing(AuditEntry::id));
        Columns.text(role, AuditEntry::role);
        Columns.text(program, AuditEntry::application);
        Columns.text(host, entry -> Objects.requireNonNullElse(entry.host(), Words.of("audit.here")));
        Columns.text(action, AuditEntry::action);
        Columns.link(subject, links, AuditEntry::subject, AuditController::subject);
        Columns.link(result, links, AuditEntry::result, entry -> numbered(entry.result()));
        var lines = new LiveTable<>(table, new Rows<>(AuditEntry::id));
        model.shown().subscribe(page -> {
            lines.show(page.rows());
            summary.setText(summary(page));
        });
        who.textProperty().bindBidirectional(model.who());
        what.textProperty().bindBidirectional(model.what());
    }

    private static String summary(Page<AuditEntry> page) {
        return Words.of(page.more() ? "audit.latest" : "audit.all", page.rows().size());
    }

    /** What it was done to; null for what is no longer there, or is on no view. */
    static @Nullable Place subject(AuditEntry entry) {
        return switch (entry.action()) {
            case "hold", "release" -> new Place.OfResource(entry.subject());
            default -> numbered(entry.subject());
        };
    }

    private static @Nullable Place numbered(String text) {
        Matcher found = NUMBERED.matcher(text);
        if (!found.matches()) {
            return null;
        }
        return found.group(1).equals("task")
                ? new Place.OfTask(Long.parseLong(found.group(2)))
                : found.group(3) == null ? null : new Place.OfWorker(found.group(3));
    }
}
