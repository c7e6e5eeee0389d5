package dev.holdfast.workers;

/**
 * A task that a worker has claimed: it is running, and the worker's lock session holds its locks.
 *
 * @param payload JSON text
 */
public record Claimed(long id, String name, String handler, int attempt, int maxAttempts, String payload) {}
