/** Whether all is well, and if not, what: a few cheap questions over all tasks. */
@NullMarked
package dev.holdfast.overview;

import org.jspecify.annotations.NullMarked;
