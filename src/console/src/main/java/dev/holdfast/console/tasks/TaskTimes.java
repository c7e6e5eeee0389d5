package dev.holdfast.console.tasks;

import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a task waited and ran, up to now where it still does. */
final class TaskTimes {
    private TaskTimes() {}

    /** What a task's time is spent on, in order. */
    enum Part {
        /** Until nothing was in its way. */
        LINE,
        /** Until a worker took it. */
        READY, RUN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Duration waited(TaskSummary task, Instant now) {
        Instant end = firstOf(task.started(), task.finished(), now);
        return Duration.between(task.submitted(), end);
    }

    /** Null for a task that has not started. */
    static @Nullable Duration ran(TaskSummary task, Instant now) {
        Instant started = task.started();
        return started == null ? null : Duration.between(started, firstOf(task.finished(), null, now));
    }

    /** The parts that have begun. */
    static Map<Part, Duration> parts(TaskSummary task, Instant now) {
        var parts = new EnumMap<Part, Duration>(Part.class);
        Instant end = firstOf(task.started(), task.finished(), now);
        Instant ready = firstOf(task.ready(), null, end);
        parts.put(Part.LINE, Duration.between(task.submitted(), ready));
        if (task.ready() != null) {
            parts.put(Part.READY, Duration.between(ready, end));
        }
        Duration ran = ran(task, now);
        if (ran != null) {
            parts.put(Part.RUN, ran);
        }
        parts.replaceAll((part, span) -> span.isNegative() ? Duration.ZERO : span);
        return parts;
    }

    private static Instant firstOf(@Nullable Instant first, @Nullable Instant second, Instant otherwise) {
        return first != null ? first : second != null ? second : otherwise;
    }
}
