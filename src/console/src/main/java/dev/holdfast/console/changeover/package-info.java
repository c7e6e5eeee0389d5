/** The switch of the worker type, step by step in a window. */
@NullMarked
package dev.holdfast.console.changeover;

import org.jspecify.annotations.NullMarked;
