/** Figures as pictures. */
@NullMarked
package dev.holdfast.benchmark.charts;

import org.jspecify.annotations.NullMarked;
