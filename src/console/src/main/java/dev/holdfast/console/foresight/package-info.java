/** What an action would lead to, said in the question about it. */
@NullMarked
package dev.holdfast.console.foresight;

import org.jspecify.annotations.NullMarked;
