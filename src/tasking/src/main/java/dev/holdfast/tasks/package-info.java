/** Tasks: submit, cancel, find, list, await, and why one waits. */
@NullMarked
package dev.holdfast.tasks;

import org.jspecify.annotations.NullMarked;
