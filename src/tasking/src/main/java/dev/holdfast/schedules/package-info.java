/** Schedules: tasks that are submitted again and again, by a cron expression or each time a span has gone by. */
@NullMarked
package dev.holdfast.schedules;

import org.jspecify.annotations.NullMarked;
