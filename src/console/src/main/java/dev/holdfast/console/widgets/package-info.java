/** What the views are made of: words, links, dialogs, and small controls. */
@NullMarked
package dev.holdfast.console.widgets;

import org.jspecify.annotations.NullMarked;
