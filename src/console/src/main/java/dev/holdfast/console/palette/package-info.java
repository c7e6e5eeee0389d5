/** The command palette: to anything that has a name, by typing a part of it. */
@NullMarked
package dev.holdfast.console.palette;

import org.jspecify.annotations.NullMarked;
