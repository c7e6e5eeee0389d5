package dev.holdfast.console.resources;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.holdfast.access.Access;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.LiveTable;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Rows;
import dev.holdfast.console.tables.Several;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.resources.Holder;
import dev.holdfast.resources.ResourceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The view of the resources. */
public final class ResourcesController {
    private final ResourcesModel model;
    private final Holds holds;
    private final Links links;
    private final Ticker ticker;
    private final Rights rights;

    @FXML
    private Guarded forOperators;
    @FXML
    private Button release;
    @FXML
    private TableView<Row<ResourceLine>> table;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> name;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> holder;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> held;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> queued;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> oldest;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> lane;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> use;
    @FXML
    private TableColumn<Row<ResourceLine>, ResourceLine> handOver;
    @FXML
    private Rectangle exclusive;
    @FXML
    private Rectangle shared;
    @FXML
    private Rectangle gap;
    @FXML
    private Rectangle unknown;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ResourcesController(ResourcesModel model, Holds holds, Links links, Ticker ticker, Rights rights) {
        this.model = model;
        this.holds = holds;
        this.links = links;
        this.ticker = ticker;
        this.rights = rights;
    }

    @FXML
    private void initialize() {
        Columns.text(name, ResourceLine::name);
        Columns.links(holder, line -> Several.of(line.now().holders()), this::lead, Words.of("resource.free"),
                comparing(line -> line.now().holders().size()));
        Columns.live(held, ticker, (line, now) -> span(since(line), now),
                comparing(ResourcesController::since, nullsLast(naturalOrder())));
        Columns.links(queued, line -> next(line.now()),
                (link, id) -> link.lead(Long.toString(id), () -> links.task(id)),
                "", comparing(line -> line.now().queued()));
        Columns.live(oldest, ticker, (line, now) -> span(line.now().oldestSince(), now),
                comparing(line -> line.now().oldestSince(), nullsLast(naturalOrder())));
        Columns.text(use, line -> Words.of("lane.percent", line.lane().percent()),
                comparing(line -> line.lane().percent()));
        Columns.text(handOver, line -> line.lane().handOver() == null ? "" : Spans.fine(line.lane().handOver()),
                comparing(line -> line.lane().handOver(), nullsLast(naturalOrder())));
        var ink = new LaneInk(exclusive, shared, gap, unknown);
        Columns.cell(lane, () -> new LaneCell(ink, ticker, links::task), comparing(line -> line.lane().percent()));

        var lines = new LiveTable<>(table, new Rows<>(ResourceLine::name));
        model.shown().subscribe(lines::show);
        lines.onSelect(line -> model.select(line.name()));
        model.selected().subscribe(chosen -> follow(lines, chosen));
        forOperators.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        release.disableProperty().bind(holds.has(model.selected()).not());
    }

    private String selected() {
        return Objects.requireNonNullElse(model.selected().get(), "");
    }

    @FXML
    private void hold() {
        new HoldController(selected(), this::prospect).ask(table).ifPresent(wish -> {
            var question = new Question(Words.of("hold.question", wish.resource()), prospect(wish.resource()),
                    Words.of("hold.go"), Words.of("hold.not"));
            if (!rights.caution().asksAlways() || rights.caution().isSure(table, question, 1)) {
                holds.hold(wish);
            }
        });
    }

    @FXML
    private void release() {
        holds.release(selected());
    }

    /** What follows from a hold. */
    private String prospect(String resource) {
        ResourceSummary now = table.getItems()
                .stream()
                .map(row -> row.value().now())
                .filter(one -> one.name().equals(resource))
                .findFirst()
                .orElseGet(() -> ResourceSummary.free(resource));
        return Words.of("hold.prospect", now.holders().size(), now.queued());
    }

    /** What was chosen elsewhere is selected here, as soon as it is shown. */
    private static void follow(LiveTable<ResourceLine> lines, @Nullable String chosen) {
        if (chosen != null && lines.selected().stream().noneMatch(line -> line.name().equals(chosen))) {
            lines.seek(line -> line.name().equals(chosen));
        }
    }

    private void lead(Link link, Holder holder) {
        Needs.lead(link, name(holder), holder.exclusive(), () -> links.go(place(holder)));
    }

    private static Place place(Holder holder) {
        return holder.taskId() == null ? new Place.OfSession(holder.session()) : new Place.OfTask(holder.taskId());
    }

    private static Several<Long> next(ResourceSummary resource) {
        return new Several<>(resource.next(), resource.queued() - resource.next().size());
    }

    private static String name(Holder holder) {
        if (holder.taskId() != null) {
            return Words.of("resource.holder.task", Long.toString(holder.taskId()),
                    Objects.requireNonNullElse(holder.task(), ""),
                    Objects.requireNonNullElse(holder.worker(), ""));
        }
        return Words.of("resource.holder.session", Integer.toString(holder.session()), holder.label());
    }

    private static @Nullable Instant since(ResourceLine line) {
        return line.now()
                .holders()
                .stream()
                .map(Holder::since)
                .filter(since -> since != null)
                .min(naturalOrder())
                .orElse(null);
    }

    private static String span(@Nullable Instant since, Instant now) {
        return since == null ? "" : Spans.of(Duration.between(since, now));
    }
}
