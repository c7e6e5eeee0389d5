/** What tasks do: the handlers a worker knows, and those that come with it ({@code sleep}, {@code command}). */
@NullMarked
package dev.holdfast.handlers;

import org.jspecify.annotations.NullMarked;
