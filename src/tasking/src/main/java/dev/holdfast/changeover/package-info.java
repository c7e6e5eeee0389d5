/** The worker type: one setting in the database, and the switch from one type to the other. */
@NullMarked
package dev.holdfast.changeover;

import org.jspecify.annotations.NullMarked;
