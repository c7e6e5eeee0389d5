/** The view of the resources and the queue behind each. */
@NullMarked
package dev.holdfast.console.resources;

import org.jspecify.annotations.NullMarked;
