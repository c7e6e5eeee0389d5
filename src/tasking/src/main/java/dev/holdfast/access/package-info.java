/** Who may do what: kinds of access, and roles of the database that have them. */
@NullMarked
package dev.holdfast.access;

import org.jspecify.annotations.NullMarked;
