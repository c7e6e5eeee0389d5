/** Files that a person chooses. */
@NullMarked
package dev.holdfast.console.files;

import org.jspecify.annotations.NullMarked;
