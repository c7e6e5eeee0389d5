/** Tables that follow snapshots: their lines, columns and cells. */
@NullMarked
package dev.holdfast.console.tables;

import org.jspecify.annotations.NullMarked;
