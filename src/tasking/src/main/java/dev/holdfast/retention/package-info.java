/** How long what has ended is kept, and how it is removed then. */
@NullMarked
package dev.holdfast.retention;

import org.jspecify.annotations.NullMarked;
