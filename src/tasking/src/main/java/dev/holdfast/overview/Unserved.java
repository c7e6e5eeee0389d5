package dev.holdfast.overview;

import java.time.Instant;

/**
 * Ready tasks whose handler no worker serves.
 *
 * @param since when the first of them became ready
 */
public record Unserved(String handler, int tasks, Instant since) {}
