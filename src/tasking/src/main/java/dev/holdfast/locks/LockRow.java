package dev.holdfast.locks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code pg_locks}, by name.
 *
 * @param name     what is locked: a resource's, task's or worker's name, or the bare key
 * @param mode     {@code exclusive} or {@code shared}; for other than advisory locks PostgreSQL's word
 * @param since    since when it is waited for; for a granted one when its task started, if it has one
 * @param session  the server process id of the session
 * @param activity the session's state as in {@code pg_stat_activity}, such as {@code idle}
 */
public record LockRow(LockKind kind, String name, @Nullable String resource, String mode, boolean granted,
        @Nullable Instant since, int session, @Nullable String application, @Nullable String role,
        @Nullable String client, @Nullable String activity, @Nullable Integer workerId, @Nullable String worker,
        @Nullable Long taskId, @Nullable String task) {}
