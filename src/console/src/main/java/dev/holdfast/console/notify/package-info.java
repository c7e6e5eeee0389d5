/** Tells a person who looks elsewhere that tasks fail in numbers, or that one keeps others waiting for long. */
@NullMarked
package dev.holdfast.console.notify;

import org.jspecify.annotations.NullMarked;
