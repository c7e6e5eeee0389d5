/** What operators did: who, when, what, and what came of it. */
@NullMarked
package dev.holdfast.console.audit;

import org.jspecify.annotations.NullMarked;
