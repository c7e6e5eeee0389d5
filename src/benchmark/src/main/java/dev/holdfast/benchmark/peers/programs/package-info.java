/** What runs in the processes of the peers that are Java libraries. */
@NullMarked
package dev.holdfast.benchmark.peers.programs;

import org.jspecify.annotations.NullMarked;
