package dev.holdfast.tasks;

import org.jspecify.annotations.Nullable;

/**
 * Why a task failed or was canceled.
 *
 * @param type  a short, stable word, such as {@code ExitCode}, {@code WorkerLost}, or an exception's class name
 * @param trace the stack trace, if there is one
 */
public record TaskError(String type, @Nullable String message, @Nullable String trace) {}
