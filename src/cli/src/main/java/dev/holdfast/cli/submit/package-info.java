/** The command that submits tasks, and how a task is said. */
@NullMarked
package dev.holdfast.cli.submit;

import org.jspecify.annotations.NullMarked;
