/** Commands that switch the worker type, and stop and resume the start of tasks. */
@NullMarked
package dev.holdfast.cli.changeover;

import org.jspecify.annotations.NullMarked;
