package dev.holdfast.workers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task that this worker is to run now.
 *
 * @param payload JSON text
 * @param timeLimit how long it may take; null for as long as it likes
 * @param batch   claimed beyond the free slots: it runs after the others, or is given back
 * @param chained it must not start before all that were claimed before it in the same turn have ended, and not at all when
 *                one of these failed; the first of a turn is so only in a train
 * @param needy   it needs a resource, or one of those that were claimed with it does
 */
public record Claimed(long id, String name, String handler, int attempt, int maxAttempts, String payload,
        @Nullable Duration timeLimit, @Nullable String uniqueKey, boolean batch, boolean chained, boolean needy) {
    /** The same for every attempt: its unique key, or else one made of its id. */
    public String key() {
        return uniqueKey == null ? "task-" + id : uniqueKey;
    }
}
