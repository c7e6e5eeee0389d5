/** Worker processes on this machine: started, watched, stopped, and found again by a later console or command. */
@NullMarked
package dev.holdfast.cluster.processes;

import org.jspecify.annotations.NullMarked;
