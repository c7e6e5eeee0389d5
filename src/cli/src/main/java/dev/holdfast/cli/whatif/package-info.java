/** The command that says what another one would lead to. */
@NullMarked
package dev.holdfast.cli.whatif;

import org.jspecify.annotations.NullMarked;
