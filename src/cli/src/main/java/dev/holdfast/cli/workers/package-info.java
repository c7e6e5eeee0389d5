/** Commands on workers. */
@NullMarked
package dev.holdfast.cli.workers;

import org.jspecify.annotations.NullMarked;
