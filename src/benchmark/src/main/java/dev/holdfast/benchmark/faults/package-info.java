/** What becomes of jobs when their worker, its network or the server fails: Holdfast and the peers, one after the other. */
@NullMarked
package dev.holdfast.benchmark.faults;

import org.jspecify.annotations.NullMarked;
