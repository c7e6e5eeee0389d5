/** What a measurement comes to: figures, and the statistics behind them. */
@NullMarked
package dev.holdfast.benchmark.figures;

import org.jspecify.annotations.NullMarked;
