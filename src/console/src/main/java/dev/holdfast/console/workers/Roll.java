package dev.holdfast.console.workers;

/**
 * How far a rolling restart has come.
 *
 * @param name the worker that is replaced now
 */
record Roll(String name, int nth, int of) {}
