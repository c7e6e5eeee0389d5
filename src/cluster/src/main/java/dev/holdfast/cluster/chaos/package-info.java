/** Faults made on purpose in a local cluster, and how long it takes to recover from them. */
@NullMarked
package dev.holdfast.cluster.chaos;

import org.jspecify.annotations.NullMarked;
