/** The one clock of the console, its threads and connections: no other package has threads, and only what is read here and in {@code reading} waits for the database. */
@NullMarked
package dev.holdfast.console.live;

import org.jspecify.annotations.NullMarked;
