package dev.holdfast.whatif;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an action would lead to.
 *
 * @param taskId   the task it is about
 * @param taskName that task's name
 * @param resource the resource it is about
 * @param detail   who gets the resource, who keeps a task from starting, or a handler
 * @param count    of how many tasks it is told
 */
public record Consequence(Kind kind, @Nullable Long taskId, @Nullable String taskName, @Nullable String resource,
        @Nullable String detail, int count) {
    /** What becomes of the task, or of the resource. */
    public enum Kind {
        /** Nobody holds the resource then. */
        FREES,
        /** A session that waits for the resource gets it. */
        PASSES,
        /** The task starts: a worker has a free slot for it. */
        STARTS,
        /** The task is first in line then, and waits for a worker. */
        READY,
        /** The task is first in line then, but a session that is no task keeps it from starting. */
        HELD,
        /** The task was to come after one that did not complete, and never starts. */
        SKIPPED,
        /** The task was to come after this one, whatever became of it, and gets its place in line. */
        ENTERS,
        /** So many waiting tasks have a handler that no worker runs then. */
        STRANDS,
        /** So many tasks stand nearer to the front, and go on waiting. */
        MOVES_UP;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
