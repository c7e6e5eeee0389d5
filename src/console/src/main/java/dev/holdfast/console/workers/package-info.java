/** The view of the workers, and the starting and stopping of those on this machine. */
@NullMarked
package dev.holdfast.console.workers;

import org.jspecify.annotations.NullMarked;
