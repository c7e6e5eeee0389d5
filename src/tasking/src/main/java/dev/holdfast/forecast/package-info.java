/** How long a waiting task is likely to wait, by what such tasks took before. */
@NullMarked
package dev.holdfast.forecast;

import org.jspecify.annotations.NullMarked;
