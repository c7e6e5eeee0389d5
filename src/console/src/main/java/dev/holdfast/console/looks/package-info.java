/** How the window looks: colours, letters, sizes, and what of it is remembered. */
@NullMarked
package dev.holdfast.console.looks;

import org.jspecify.annotations.NullMarked;
