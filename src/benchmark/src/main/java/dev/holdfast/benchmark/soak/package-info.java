/** Random work under random faults for as long as one likes, and a check of the whole history afterwards. */
@NullMarked
package dev.holdfast.benchmark.soak;

import org.jspecify.annotations.NullMarked;
