/** The benchmark of the reference: one burst, both worker types, more and more workers. */
@NullMarked
package dev.holdfast.benchmark.seed;

import org.jspecify.annotations.NullMarked;
