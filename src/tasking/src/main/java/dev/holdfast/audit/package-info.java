/** Who did what: the actions of operators, as the database itself has noted them. */
@NullMarked
package dev.holdfast.audit;

import org.jspecify.annotations.NullMarked;
