/** What the programs of Holdfast write to their logs. */
@NullMarked
package dev.holdfast.log;

import org.jspecify.annotations.NullMarked;
