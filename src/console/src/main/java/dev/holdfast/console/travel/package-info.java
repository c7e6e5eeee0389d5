/** Time travel: what was read is recorded, looked at again, saved to a file and opened elsewhere. */
@NullMarked
package dev.holdfast.console.travel;

import org.jspecify.annotations.NullMarked;
