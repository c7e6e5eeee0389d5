/** What tests of all modules share: the one PostgreSQL provider, and the checker of what really ran. */
@NullMarked
package dev.holdfast.testing;

import org.jspecify.annotations.NullMarked;
