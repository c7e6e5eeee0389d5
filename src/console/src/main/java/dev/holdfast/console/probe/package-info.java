/** Measures the window from inside, for {@code holdfast bench console}: what a person would feel, in numbers. */
@NullMarked
package dev.holdfast.console.probe;

import org.jspecify.annotations.NullMarked;
