package dev.holdfast.console.live;

import java.time.Duration;
import java.time.Instant;

/**
 * When something was read.
 *
 * @param at   by the database's clock
 * @param took how long the server read, about
 */
public record Reading(Instant at, Duration took) {}
