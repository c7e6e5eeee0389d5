/** What tasks write about themselves, apart from the database, and how that is read again. */
@NullMarked
package dev.holdfast.benchmark.soak.witness;

import org.jspecify.annotations.NullMarked;
