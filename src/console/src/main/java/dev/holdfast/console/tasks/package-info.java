/** The view of the tasks: table, filter, details, cancel. */
@NullMarked
package dev.holdfast.console.tasks;

import org.jspecify.annotations.NullMarked;
