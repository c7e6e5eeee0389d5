/** What a worker tells of itself in numbers, as Prometheus reads it. Nothing of it is loaded unless it is asked for. */
@NullMarked
package dev.holdfast.metrics;

import org.jspecify.annotations.NullMarked;
