/** How many tasks per second, beside the peers. */
@NullMarked
package dev.holdfast.benchmark.rates;

import org.jspecify.annotations.NullMarked;
