package dev.holdfast.cluster.processes;

import org.jspecify.annotations.Nullable;

/**
 * What a process uses of the machine.
 *
 * @param percent of one processor, since the last look
 * @param memory  bytes that are in memory; null where the system does not tell
 */
public record Usage(int percent, @Nullable Long memory) {}
