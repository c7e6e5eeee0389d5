/** The view of pg_locks, by name. */
@NullMarked
package dev.holdfast.console.locks;

import org.jspecify.annotations.NullMarked;
