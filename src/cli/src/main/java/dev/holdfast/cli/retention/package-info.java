/** The command that says how long what has ended is kept. */
@NullMarked
package dev.holdfast.cli.retention;

import org.jspecify.annotations.NullMarked;
