/** Tasks: submit, cancel, find, await. */
@NullMarked
package dev.holdfast.tasks;

import org.jspecify.annotations.NullMarked;
