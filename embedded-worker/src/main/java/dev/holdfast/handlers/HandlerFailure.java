package dev.holdfast.handlers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fails a task for a reason the handler can name. The handlers that come with Holdfast use the types
 * {@code InvalidPayload}, {@code NotFound}, {@code CannotStart}, {@code ExitCode} and {@code TimeLimit}.
 */
public final class HandlerFailure extends Exception {

    private final String type;
    private final @Nullable String result;

    public HandlerFailure(String type, String message) {
        this(type, message, null);
    }

    /**
     * @param type a word to tell failures apart by
     * @param message one sentence for people
     * @param result JSON text that the failed task keeps as its result, or null
     */
    public HandlerFailure(String type, String message, @Nullable String result) {
        super(message);
        this.type = type;
        this.result = result;
    }

    static HandlerFailure invalidPayload(String message) {
        return new HandlerFailure("InvalidPayload", message);
    }

    public String type() {
        return type;
    }

    /** What the failed task keeps as its result, as JSON text. */
    public Optional<String> result() {
        return Optional.ofNullable(result);
    }
}
