package dev.holdfast.console.tasks;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Several;
import dev.holdfast.console.widgets.Needs;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/** What the columns of the table of tasks show. */
final class TaskColumns {
    private final Ticker ticker;
    private final Links links;

    TaskColumns(Ticker ticker, Links links) {
        this.ticker = ticker;
        this.links = links;
    }

    void id(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.text(column, task -> Long.toString(task.id()), comparing(TaskSummary::id));
    }

    void name(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.text(column, TaskSummary::name);
    }

    void state(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.badge(column, task -> PhaseBadge.of(task.phase()), comparing(TaskSummary::phase));
    }

    void submitted(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.live(column, ticker, (task, now) -> Spans.clock(task.submitted(), now),
                comparing(TaskSummary::submitted));
    }

    void waited(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.live(column, ticker, (task, now) -> Spans.of(TaskTimes.waited(task, now)),
                comparing(task -> TaskTimes.waited(task, now())));
    }

    void ran(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.live(column, ticker, (task, now) -> text(TaskTimes.ran(task, now)),
                Comparator.<TaskSummary, Duration>comparing(task -> TaskTimes.ran(task, now()),
                        nullsFirst(naturalOrder())));
    }

    void worker(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.link(column, links, TaskColumns::worker, task -> new Place.OfWorker(worker(task)));
    }

    void needs(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.links(column, task -> Several.of(Needs.of(task.exclusive(), task.shared())),
                (link, need) -> Needs.chip(link, need, links::resource), "",
                comparing(task -> String.join(" ", task.exclusive()) + String.join(" ", task.shared())));
    }

    /** Why it waits; how far it is, while it runs; what went wrong, at the end. */
    void why(TableColumn<Row<TaskSummary>, TaskSummary> column) {
        Columns.text(column, TaskColumns::remark);
    }

    private static String worker(TaskSummary task) {
        return Objects.requireNonNullElse(task.worker(), "");
    }

    private static String remark(TaskSummary task) {
        if (task.why() != null) {
            return task.why();
        }
        String message = task.state().isFinal() ? task.errorMessage() : task.progressMessage();
        return Objects.requireNonNullElse(message, "");
    }

    private static String text(@Nullable Duration span) {
        return span == null ? "" : Spans.of(span);
    }

    private Instant now() {
        return ticker.now().get();
    }
}
