/** What the screen wants to see, and how it is read: on one connection, with time-outs and caps, into immutable snapshots. */
@NullMarked
package dev.holdfast.console.reading;

import org.jspecify.annotations.NullMarked;
