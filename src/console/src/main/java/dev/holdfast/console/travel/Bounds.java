package dev.holdfast.console.travel;

import java.time.Duration;

/**
 * How much is kept: whatever of both is reached first.
 *
 * @param bytes on the disk
 * @param part  how long a part goes on; what is dropped is dropped by the part
 */
record Bounds(Duration span, long bytes, Duration part) {
    /** The last hour, 64 MiB at most. */
    static final Bounds DEFAULT = new Bounds(Duration.ofMinutes(60), 64L << 20, Duration.ofMinutes(1));
    private static final int PARTS = 16;

    /** A part is to end when it has reached this size, so that few bytes are dropped at once. */
    long partBytes() {
        return bytes / PARTS;
    }
}
