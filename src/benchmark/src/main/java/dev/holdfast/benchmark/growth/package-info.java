/** What a claim costs when there is much around it: waiting tasks, finished ones, dead rows. */
@NullMarked
package dev.holdfast.benchmark.growth;

import org.jspecify.annotations.NullMarked;
