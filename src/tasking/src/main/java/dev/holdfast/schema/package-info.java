/** The schema holdfast: its numbered migrations and the check of its version. */
@NullMarked
package dev.holdfast.schema;

import org.jspecify.annotations.NullMarked;
