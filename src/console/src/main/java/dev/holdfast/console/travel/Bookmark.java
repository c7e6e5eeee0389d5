package dev.holdfast.console.travel;

import java.time.Instant;

/** A moment with a name. */
record Bookmark(Instant at, String name) {}
