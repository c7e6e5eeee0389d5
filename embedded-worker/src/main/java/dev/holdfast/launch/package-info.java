/** How worker processes are started, by whatever starts them. */
@NullMarked
package dev.holdfast.launch;

import org.jspecify.annotations.NullMarked;
