/** The worker: an operating system process that takes tasks from the database and runs them in its slots. */
@NullMarked
package dev.holdfast.worker;

import org.jspecify.annotations.NullMarked;
