/** The servers that a person goes to again and again: where they are, what they are for, where the password comes from. */
@NullMarked
package dev.holdfast.console.profiles;

import org.jspecify.annotations.NullMarked;
