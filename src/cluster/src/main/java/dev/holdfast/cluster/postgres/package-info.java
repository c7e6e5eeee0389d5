/** A PostgreSQL server of one's own, from binaries on the class path. */
@NullMarked
package dev.holdfast.cluster.postgres;

import org.jspecify.annotations.NullMarked;
