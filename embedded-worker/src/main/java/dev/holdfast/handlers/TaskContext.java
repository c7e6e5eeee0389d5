package dev.holdfast.handlers;

import java.time.Duration;

/**
 * What a handler may know of the attempt it runs, and how it reports. Valid until {@link Handler#run} returns; the
 * reporting methods may be called by any thread and never fail the task.
 */
public interface TaskContext {

    long id();

    String name();

    /** The number of this attempt; the first is 1. */
    int attempt();

    /** How many attempts the task may have, this one included. */
    int maxAttempts();

    /**
     * A key that is the same for every attempt: for work that must not be done twice. The task's unique key, or else one such
     * as {@code task-17}.
     */
    String key();

    /** The payload as JSON text. */
    String payload();

    /** Appends text to the task's log as it is: line ends are the caller's. */
    void log(String text);

    /**
     * Tells how far the task is.
     *
     * @param fraction from 0 to 1
     * @param message a few words on what happens now
     */
    void progress(double fraction, String message);

    /** Whether the task was asked to stop: for handlers that look between steps rather than wait to be interrupted. */
    boolean canceled();

    /** How long what the handler started may take to end by itself, from the request to stop until it is forced. */
    Duration grace();
}
