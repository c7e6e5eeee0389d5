/** The figures of the console: an incident as a server may have it, and the console's own process in front of it. */
@NullMarked
package dev.holdfast.benchmark.console;

import org.jspecify.annotations.NullMarked;
