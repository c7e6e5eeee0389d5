package dev.holdfast.manager;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Redis does not answer, and once that it does again. Thread-safe. */
final class Outage {
    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    void begins(Exception failure) {
        String text = String.valueOf(failure.getMessage());
        if (reason.getAndSet(text) == null) {
            log.warn("Redis does not answer, so nothing gets to workers: {}", text);
        }
    }

    void isOver() {
        if (reason.get() != null && reason.getAndSet(null) != null) {
            log.info("Redis answers again");
        }
    }
}
