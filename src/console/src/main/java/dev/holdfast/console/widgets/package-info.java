/** What the views are made of: tables that follow snapshots, cells, words, dialogs. */
@NullMarked
package dev.holdfast.console.widgets;

import org.jspecify.annotations.NullMarked;
