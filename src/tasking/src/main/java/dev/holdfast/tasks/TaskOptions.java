package dev.holdfast.tasks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only some tasks were submitted with.
 *
 * @param expires          when it is skipped if it has not started; null once it has
 * @param backoffSeconds   the pause before the second attempt
 * @param timeLimitSeconds of each attempt
 * @param after            the tasks that were to end first
 */
public record TaskOptions(@Nullable Instant expires, @Nullable Double backoffSeconds, @Nullable Double timeLimitSeconds,
        @Nullable String uniqueKey, @Nullable String group, List<Long> after) {
    public TaskOptions {
        after = List.copyOf(after);
    }
}
