/** What a worker needs of the database: its lock session, the watch over the others, and the list of workers. */
@NullMarked
package dev.holdfast.workers;

import org.jspecify.annotations.NullMarked;
