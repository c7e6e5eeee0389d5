package dev.holdfast.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action of an operator.
 *
 * @param role        the role that the session had logged in as
 * @param application what the session calls itself
 * @param host        where the session came from; null from the server's own host by a socket
 * @param action      such as "cancel" or "end session"
 * @param subject     what it was done to
 * @param result      what came of it
 */
public record AuditEntry(long id, Instant at, String role, String application, @Nullable String host, int session,
        String action, String subject, String result) {}
