/** What was submitted, what ran and what the database says of it, held against each other. */
@NullMarked
package dev.holdfast.benchmark.soak.judge;

import org.jspecify.annotations.NullMarked;
