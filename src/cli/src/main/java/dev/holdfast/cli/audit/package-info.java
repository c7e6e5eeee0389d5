/** The command that shows who did what. */
@NullMarked
package dev.holdfast.cli.audit;

import org.jspecify.annotations.NullMarked;
