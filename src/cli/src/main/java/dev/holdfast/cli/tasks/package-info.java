/** Commands that watch and cancel tasks. */
@NullMarked
package dev.holdfast.cli.tasks;

import org.jspecify.annotations.NullMarked;
