/** The command {@code holdfast bench}: measures, prints figures, keeps them as JSON. */
@NullMarked
package dev.holdfast.benchmark;

import org.jspecify.annotations.NullMarked;
