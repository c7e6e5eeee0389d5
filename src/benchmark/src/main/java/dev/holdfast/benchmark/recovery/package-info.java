/** How long a killed worker's task takes to run again. */
@NullMarked
package dev.holdfast.benchmark.recovery;

import org.jspecify.annotations.NullMarked;
