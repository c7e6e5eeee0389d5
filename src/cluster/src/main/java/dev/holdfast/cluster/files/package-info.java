/** Files that several processes of one user share: private, written whole or not at all. */
@NullMarked
package dev.holdfast.cluster.files;

import org.jspecify.annotations.NullMarked;
