/** Commands on locks and resources. */
@NullMarked
package dev.holdfast.cli.locks;

import org.jspecify.annotations.NullMarked;
