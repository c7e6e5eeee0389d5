/** The table of figures: what is measured for each, its goal, and whether it is met. */
@NullMarked
package dev.holdfast.benchmark.table;

import org.jspecify.annotations.NullMarked;
