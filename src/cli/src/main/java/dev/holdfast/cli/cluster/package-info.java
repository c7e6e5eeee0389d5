/** Commands on this user's local cluster. */
@NullMarked
package dev.holdfast.cli.cluster;

import org.jspecify.annotations.NullMarked;
