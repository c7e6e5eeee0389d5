/** The two worker types side by side. */
@NullMarked
package dev.holdfast.console.lab.comparison;

import org.jspecify.annotations.NullMarked;
