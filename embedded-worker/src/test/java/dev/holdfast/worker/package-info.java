/** Tests of the worker process: real processes on a real server, killed, frozen and cut off. */
@NullMarked
package dev.holdfast.worker;

import org.jspecify.annotations.NullMarked;
