/** What an action of an operator would lead to, said before it is done. */
@NullMarked
package dev.holdfast.whatif;

import org.jspecify.annotations.NullMarked;
