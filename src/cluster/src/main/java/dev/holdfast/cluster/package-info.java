/** The local cluster of one user: a PostgreSQL server and what is kept of it between starts. */
@NullMarked
package dev.holdfast.cluster;

import org.jspecify.annotations.NullMarked;
