/** The places that everything on the screen leads to. */
@NullMarked
package dev.holdfast.console.links;

import org.jspecify.annotations.NullMarked;
