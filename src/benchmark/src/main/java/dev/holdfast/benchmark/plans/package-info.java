/** What the statements inside claim and admission cost while many tasks wait. */
@NullMarked
package dev.holdfast.benchmark.plans;

import org.jspecify.annotations.NullMarked;
