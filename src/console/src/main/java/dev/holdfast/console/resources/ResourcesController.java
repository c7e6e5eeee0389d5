package dev.holdfast.console.resources;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.holdfast.console.widgets.Columns;
import dev.holdfast.console.widgets.LiveTable;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Row;
import dev.holdfast.console.widgets.Rows;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.resources.Holder;
import dev.holdfast.resources.ResourceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The view of the resources. */
public final class ResourcesController {
    private final ResourcesModel model;
    private final Ticker ticker;

    @FXML
    private TableView<Row<ResourceSummary>> table;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> name;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> mode;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> holder;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> held;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> queued;
    @FXML
    private TableColumn<Row<ResourceSummary>, ResourceSummary> oldest;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ResourcesController(ResourcesModel model, Ticker ticker) {
        this.model = model;
        this.ticker = ticker;
    }

    @FXML
    private void initialize() {
        Columns.text(name, ResourceSummary::name);
        Columns.node(mode, ResourceSummary::holders, ResourcesController::mode,
                comparing(resource -> resource.holders().size()));
        Columns.text(holder, ResourcesController::holders);
        Columns.live(held, ticker, (resource, now) -> span(since(resource), now),
                comparing(ResourcesController::since, nullsLast(naturalOrder())));
        Columns.text(queued, resource -> Integer.toString(resource.queued()), comparing(ResourceSummary::queued));
        Columns.live(oldest, ticker, (resource, now) -> span(resource.oldestSince(), now),
                comparing(ResourceSummary::oldestSince, nullsLast(naturalOrder())));

        var lines = new LiveTable<>(table, new Rows<>(ResourceSummary::name));
        model.shown().subscribe(lines::show);
        lines.onSelect(resource -> model.select(resource.name()));
        model.shown().subscribe(shown -> selectFirst());
        model.selected().subscribe(this::follow);
    }

    /** So that there is a queue to see without a click. */
    private void selectFirst() {
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void follow(@Nullable String name) {
        table.getItems()
                .stream()
                .filter(row -> row.value().name().equals(name) && !table.getSelectionModel()
                        .isSelected(
                                table.getItems().indexOf(row)))
                .findFirst()
                .ifPresent(row -> {
                    table.getSelectionModel().clearAndSelect(table.getItems().indexOf(row));
                    table.scrollTo(row);
                });
    }

    private static Node mode(List<Holder> holders) {
        return holders.isEmpty()
                ? new Label(Words.of("resource.free"))
                : Needs.mode(holders.getFirst().exclusive());
    }

    private static String holders(ResourceSummary resource) {
        return resource.holders().stream().map(ResourcesController::holder).collect(Collectors.joining(", "));
    }

    private static String holder(Holder holder) {
        if (holder.taskId() != null) {
            return Words.of("resource.holder.task", Long.toString(holder.taskId()),
                    Objects.requireNonNullElse(holder.task(), ""),
                    Objects.requireNonNullElse(holder.worker(), ""));
        }
        return Words.of("resource.holder.session", Integer.toString(holder.session()), holder.label());
    }

    private static @Nullable Instant since(ResourceSummary resource) {
        return resource.holders()
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
