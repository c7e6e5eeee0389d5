package dev.holdfast.tasks;

/**
 * What came of a submit.
 *
 * @param id  the task's
 * @param met whether it is an earlier task that has the same unique key: then nothing was added
 */
public record Submitted(long id, boolean met) {}
