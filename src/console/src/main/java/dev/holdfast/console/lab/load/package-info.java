/** The load generator. */
@NullMarked
package dev.holdfast.console.lab.load;

import org.jspecify.annotations.NullMarked;
