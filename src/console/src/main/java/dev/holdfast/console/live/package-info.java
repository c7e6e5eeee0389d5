/** The one clock of the console: what the screen wants to see, read again and again on one thread, handed over as immutable snapshots. No other package of the console has threads or connections. */
@NullMarked
package dev.holdfast.console.live;

import org.jspecify.annotations.NullMarked;
