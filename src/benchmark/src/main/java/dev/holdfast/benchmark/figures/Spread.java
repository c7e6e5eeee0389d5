package dev.holdfast.benchmark.figures;

/** Between which two values repetitions lay; which ones is said where a figure is made. */
public record Spread(double low, double high) {}
