package dev.holdfast.console.reading;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.console.links.View;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reading of the past as the screen wants it now: what was not read then is left out, and nothing is made up. */
public final class Hindsight {
    private Hindsight() {}

    public static Snapshot of(Snapshot then, Interest now) {
        boolean asked = then.interest().view() == View.TASKS && then.interest().filter().equals(now.filter());
        Page<TaskSummary> tasks = asked
                ? then.tasks()
                : then.tasks().matching(task -> matches(task, now.filter(), then.serverTime()));
        boolean sameResource = Objects.equals(then.interest().resource(), now.resource());
        return new Snapshot(now, then.serverTime(), then.took(), then.login(), then.type(), then.counts(), tasks,
                detail(then, now.task()), then.workers(), then.locks(), then.resources(),
                sameResource ? then.queue() : List.of(), then.lanes(), then.pulse(), then.overview(), then.graph(),
                audit(then, now.audit()), then.group(), then.readings());
    }

    private static @Nullable TaskDetail detail(Snapshot then, @Nullable Long task) {
        TaskDetail known = then.detail();
        if (task == null || known != null && known.task().id() == task) {
            return task == null ? null : known;
        }
        return then.tasks()
                .rows()
                .stream()
                .filter(row -> row.id() == task)
                .findFirst()
                .map(row -> TaskDetail.brief(row, then.serverTime()))
                .orElse(null);
    }

    private static Page<AuditEntry> audit(Snapshot then, AuditFilter filter) {
        return then.audit()
                .matching(entry -> (filter.since() == null || !entry.at().isBefore(filter.since()))
                        && has(filter.who(), entry.role(), entry.application(), entry.host())
                        && has(filter.what(), entry.action(), entry.subject()));
    }

    /** Whether the text is in one of these. */
    private static boolean has(@Nullable String text, @Nullable String... places) {
        return text == null || Stream.of(places).anyMatch(place -> place != null && lower(place).contains(lower(text)));
    }

    /** What a line does not tell, the group and those it waits for, is as if it were not so. */
    private static boolean matches(TaskSummary task, TaskFilter filter, Instant now) {
        return (filter.states().isEmpty() || filter.states().contains(task.state()))
                && (filter.phases().isEmpty() || filter.phases().contains(task.phase()))
                && (filter.name() == null || lower(task.name()).contains(lower(filter.name())))
                && (filter.resource() == null || task.exclusive().contains(filter.resource())
                        || task.shared().contains(filter.resource()))
                && (filter.worker() == null || filter.worker().equals(task.worker()))
                && (filter.olderThan() == null || task.submitted().isBefore(now.minus(filter.olderThan())))
                && filter.group() == null && filter.blockedBy() == null;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
