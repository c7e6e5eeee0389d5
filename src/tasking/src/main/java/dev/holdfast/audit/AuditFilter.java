package dev.holdfast.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which actions; all that is given must match.
 *
 * @param since not before
 * @param who   text in the role, the application or the host
 * @param what  text in the action or in what it was done to
 */
public record AuditFilter(@Nullable Instant since, @Nullable String who, @Nullable String what) {
    public static AuditFilter all() {
        return new AuditFilter(null, null, null);
    }
}
