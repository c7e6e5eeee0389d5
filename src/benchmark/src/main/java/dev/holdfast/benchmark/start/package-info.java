/** How long a worker takes to come online, and how much memory it keeps. */
@NullMarked
package dev.holdfast.benchmark.start;

import org.jspecify.annotations.NullMarked;
