package dev.holdfast.handlers;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of all tasks of one name. Found by {@link java.util.ServiceLoader}: a public class with a public
 * constructor without parameters, listed in {@code META-INF/services/dev.holdfast.handlers.Handler}.
 *
 * <p>One instance serves all slots of a worker, so it must be safe for use by several threads.
 */
public interface Handler {

    /** The name of the tasks it runs, unique within a worker and the same at each call. */
    String name();

    /**
     * Runs one attempt of a task. When the task is canceled the calling thread is interrupted; the handler then stops
     * what it started and throws {@link InterruptedException} once that is known to have ended.
     *
     * @return the task's result as JSON text, or null for none
     * @throws HandlerFailure to fail the task with a type, and perhaps a result, of the handler's choice
     * @throws InterruptedException when the task was canceled and its work has stopped
     * @throws Exception anything else fails the task too, with its class as the error's type
     */
    @Nullable
    String run(TaskContext task) throws Exception;
}
