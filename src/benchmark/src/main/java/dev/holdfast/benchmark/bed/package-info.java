/** Where figures are taken: a fresh cluster in a temporary home, with real worker processes. */
@NullMarked
package dev.holdfast.benchmark.bed;

import org.jspecify.annotations.NullMarked;
