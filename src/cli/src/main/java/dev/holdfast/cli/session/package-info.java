/** The database that a command speaks to. */
@NullMarked
package dev.holdfast.cli.session;

import org.jspecify.annotations.NullMarked;
