/** Resources: who holds each, and the queue behind it in order. */
@NullMarked
package dev.holdfast.resources;

import org.jspecify.annotations.NullMarked;
