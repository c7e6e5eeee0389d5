/** The form for a new task, empty or with what an earlier one had. */
@NullMarked
package dev.holdfast.console.submit;

import org.jspecify.annotations.NullMarked;
