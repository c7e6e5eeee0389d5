package dev.holdfast.workers;

/** An attempt that has ended, and how. */
public record Ended(Claimed task, Outcome outcome) {}
