/** The panels of the reference's benchmark. */
@NullMarked
package dev.holdfast.console.lab.panels;

import org.jspecify.annotations.NullMarked;
