/** The view that says whether all is well, and if not, what. */
@NullMarked
package dev.holdfast.console.overview;

import org.jspecify.annotations.NullMarked;
