/** Advisory locks by name, from pg_locks. */
@NullMarked
package dev.holdfast.locks;

import org.jspecify.annotations.NullMarked;
