/** What may be done from here, the reason where it may not, and how much is asked before. */
@NullMarked
package dev.holdfast.console.rights;

import org.jspecify.annotations.NullMarked;
