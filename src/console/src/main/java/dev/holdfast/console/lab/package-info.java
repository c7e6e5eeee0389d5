/** The view in which a cluster is tried out: load, faults, both worker types side by side, the reference's benchmark. */
@NullMarked
package dev.holdfast.console.lab;

import org.jspecify.annotations.NullMarked;
