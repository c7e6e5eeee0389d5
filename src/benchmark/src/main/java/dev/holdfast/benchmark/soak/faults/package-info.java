/** The faults, and who strikes with them. */
@NullMarked
package dev.holdfast.benchmark.soak.faults;

import org.jspecify.annotations.NullMarked;
