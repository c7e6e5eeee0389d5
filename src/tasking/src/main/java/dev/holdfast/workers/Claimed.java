package dev.holdfast.workers;

/**
 * A task that this worker is to run now.
 *
 * @param payload JSON text
 * @param batch   claimed beyond the free slots: it runs after the others, or is given back
 */
public record Claimed(long id, String name, String handler, int attempt, int maxAttempts, String payload,
        boolean batch) {}
