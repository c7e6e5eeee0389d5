package dev.holdfast.tasks;

import java.time.Instant;

/**
 * A piece of a task's log, as its worker wrote it: one or more whole lines.
 *
 * @param seq counts from 0 within an attempt
 */
public record LogLine(int attempt, int seq, Instant at, String text) {}
