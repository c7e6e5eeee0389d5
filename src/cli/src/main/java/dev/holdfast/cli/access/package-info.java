/** Commands that give roles their access, and take it back. */
@NullMarked
package dev.holdfast.cli.access;

import org.jspecify.annotations.NullMarked;
