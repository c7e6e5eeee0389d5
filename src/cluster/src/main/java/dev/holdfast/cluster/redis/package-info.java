/** The Redis of a local cluster, for the deprecated worker type {@code manager} only. */
@NullMarked
package dev.holdfast.cluster.redis;

import org.jspecify.annotations.NullMarked;
