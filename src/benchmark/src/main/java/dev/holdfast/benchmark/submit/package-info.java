/** What it costs to submit. */
@NullMarked
package dev.holdfast.benchmark.submit;

import org.jspecify.annotations.NullMarked;
