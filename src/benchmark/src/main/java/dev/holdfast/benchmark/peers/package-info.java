/** Other task queues on PostgreSQL, run for real on the same server: what Holdfast is compared to. */
@NullMarked
package dev.holdfast.benchmark.peers;

import org.jspecify.annotations.NullMarked;
