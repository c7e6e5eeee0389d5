/** The moment between a decision and its doing, in which it can be taken back. */
@NullMarked
package dev.holdfast.console.grace;

import org.jspecify.annotations.NullMarked;
