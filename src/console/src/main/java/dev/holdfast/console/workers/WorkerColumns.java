package dev.holdfast.console.workers;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.tables.Columns;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.tables.Several;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.workers.WorkerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** What the columns of the table of workers show. */
final class WorkerColumns {
    private static final long MEBI = 1024 * 1024;

    private final Ticker ticker;
    private final Links links;

    WorkerColumns(Ticker ticker, Links links) {
        this.ticker = ticker;
        this.links = links;
    }

    void name(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, WorkerLine::name);
    }

    void state(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.badge(column, WorkerColumns::badge, comparing(WorkerLine::condition));
    }

    void process(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, line -> Words.of("worker.process", Long.toString(line.pid()), host(line)),
                comparing(WorkerLine::pid));
    }

    void busy(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, line -> line.row() == null ? "" : Words.of("worker.busy", line.busy(), line.row().slots()),
                comparing(WorkerLine::busy));
    }

    void tasks(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.links(column, line -> Several.of(running(line)), this::lead, "", comparing(line -> line.busy()));
    }

    void up(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.live(column, ticker, WorkerColumns::up,
                comparing(WorkerLine::started, nullsLast(naturalOrder())));
    }

    void cpu(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, WorkerColumns::cpu, comparing(line -> line.local() == null ? null : line.local().percent(),
                nullsLast(naturalOrder())));
    }

    void memory(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, WorkerColumns::memory,
                comparing(line -> line.local() == null ? null : line.local().memory(), nullsLast(naturalOrder())));
    }

    void restarts(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, line -> line.local() == null ? "" : Words.of("count", line.local().restarts()),
                comparing(line -> line.local() == null ? 0 : line.local().restarts()));
    }

    /** All that is known of one on this machine, in one line. */
    static String facts(WorkerLine line) {
        LocalWorker local = line.local();
        if (local == null) {
            return Words.of("worker.facts.elsewhere", host(line), Long.toString(line.pid()));
        }
        return Words.of("worker.facts", Long.toString(line.pid()), cpu(line), memory(line), local.restarts(),
                local.exitCode() == null ? Words.of("none") : Integer.toString(local.exitCode()));
    }

    private static String cpu(WorkerLine line) {
        return line.local() == null || line.local().percent() == null
                ? ""
                : Words.of("worker.cpu", line.local().percent());
    }

    private static String memory(WorkerLine line) {
        return line.local() == null || line.local().memory() == null
                ? ""
                : Words.of("worker.memory", line.local().memory() / MEBI);
    }

    void seen(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.live(column, ticker, (line, now) -> line.row() == null ? "" : ago(line.row().lastSeen(), now),
                comparing(WorkerColumns::lastSeen, nullsLast(naturalOrder())));
    }

    void handlers(TableColumn<Row<WorkerLine>, WorkerLine> column) {
        Columns.text(column, line -> line.row() == null ? "" : String.join(", ", line.row().handlers()));
    }

    private static Badge badge(WorkerLine line) {
        WorkerLine.Condition condition = line.condition();
        String word = Words.constant("worker.condition.", condition);
        LocalWorker local = line.local();
        if (condition == WorkerLine.Condition.CRASHED && local != null && local.exitCode() != null) {
            word = Words.of("worker.exited", word, Integer.toString(local.exitCode()));
        }
        return new Badge(icon(condition), word, switch (condition) {
            case ONLINE -> Tone.SUCCESS;
            case STARTING, DRAINING -> Tone.WARNING;
            case LOST, CRASHED -> Tone.DANGER;
            case STOPPED -> Tone.MUTED;
        });
    }

    private static Ikon icon(WorkerLine.Condition condition) {
        return switch (condition) {
            case STARTING -> Material2OutlinedAL.HOURGLASS_EMPTY;
            case ONLINE -> Material2OutlinedAL.CHECK_CIRCLE;
            case DRAINING -> Material2OutlinedMZ.PAUSE_CIRCLE_OUTLINE;
            case STOPPED -> Material2OutlinedMZ.STOP_CIRCLE;
            case LOST -> Material2OutlinedAL.LINK_OFF;
            case CRASHED -> Material2OutlinedAL.ERROR_OUTLINE;
        };
    }

    private static List<WorkerRow.Running> running(WorkerLine line) {
        return line.row() == null ? List.of() : line.row().tasks();
    }

    private void lead(Link link, WorkerRow.Running task) {
        link.lead(Words.task(task.taskId(), task.name()), () -> links.task(task.taskId()));
    }

    private static String host(WorkerLine line) {
        return line.row() == null ? Words.of("worker.here") : line.row().host();
    }

    private static String up(WorkerLine line, Instant now) {
        WorkerRow row = line.row();
        if (row == null) {
            return "";
        }
        return Spans.of(Duration.between(row.started(), row.ended() == null ? now : row.ended()));
    }

    private static String ago(Instant time, Instant now) {
        return Words.of("span.ago", Spans.of(Duration.between(time, now)));
    }

    private static @Nullable Instant lastSeen(WorkerLine line) {
        return line.row() == null ? null : line.row().lastSeen();
    }
}
