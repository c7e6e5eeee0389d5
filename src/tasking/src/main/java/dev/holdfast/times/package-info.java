/** Times and spans of time as people write them. */
@NullMarked
package dev.holdfast.times;

import org.jspecify.annotations.NullMarked;
