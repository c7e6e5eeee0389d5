/** Connections to PostgreSQL, and what can go wrong with them. */
@NullMarked
package dev.holdfast.database;

import org.jspecify.annotations.NullMarked;
