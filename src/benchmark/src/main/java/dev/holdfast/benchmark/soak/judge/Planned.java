package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.tasks.TaskRequest;

/**
 * A task of the soak.
 *
 * @param number   its number in the soak
 * @param request  what was submitted
 * @param accepted whether the commit was answered; where it was not, the task may be there or not
 */
public record Planned(int number, TaskRequest request, boolean accepted) {}
