/** Whole runs of tasks that last, beside the ideal schedule. */
@NullMarked
package dev.holdfast.benchmark.schedule;

import org.jspecify.annotations.NullMarked;
