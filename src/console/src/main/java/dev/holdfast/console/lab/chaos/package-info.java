/** Faults on demand or by chance, and how the cluster recovers from them. */
@NullMarked
package dev.holdfast.console.lab.chaos;

import org.jspecify.annotations.NullMarked;
