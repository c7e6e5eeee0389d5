/** Where a soak plays: the server, the worker processes, and the ways between them, each with its faults. */
@NullMarked
package dev.holdfast.benchmark.soak.stage;

import org.jspecify.annotations.NullMarked;
