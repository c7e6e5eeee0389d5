/** The launcher script, run for real with stand-ins for Maven and Java that tell how they were called. */
@NullMarked
package dev.holdfast.launcher;

import org.jspecify.annotations.NullMarked;
