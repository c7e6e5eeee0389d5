/** Tasks per second, and statements per task. */
@NullMarked
package dev.holdfast.benchmark.throughput;

import org.jspecify.annotations.NullMarked;
