package dev.holdfast.tasks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task to be submitted. Immutable: each method returns a changed copy. The rules (lengths, characters, sizes) are
 * checked by the database when it is submitted, the same for every language.
 *
 * <pre>{@code
 * TaskRequest.of("repack").exclusive("repo/A").shared("pool").payload("{\"depth\": 50}")
 * }</pre>
 *
 * @param handler     what runs it; the task's name unless told otherwise
 * @param payload     JSON text
 * @param maxAttempts how often it is tried; more than 1 says that it may safely run again
 * @param keep        whether it is remembered once it has completed; one that fails always is
 */
public record TaskRequest(String name, String handler, String payload, List<String> exclusive, List<String> shared,
        int priority, int maxAttempts, @Nullable Long parent, boolean keep) {
    public TaskRequest {
        exclusive = List.copyOf(exclusive);
        shared = List.copyOf(shared);
    }

    /** A task that needs nothing, with an empty payload, tried once. */
    public static TaskRequest of(String name) {
        return new TaskRequest(name, name, "{}", List.of(), List.of(), 0, 1, null, true);
    }

    public TaskRequest handler(String handler) {
        return new TaskRequest(name, handler, payload, exclusive, shared, priority, maxAttempts, parent, keep);
    }

    public TaskRequest payload(String json) {
        return new TaskRequest(name, handler, json, exclusive, shared, priority, maxAttempts, parent, keep);
    }

    /** Adds resources that no other task may use meanwhile. */
    public TaskRequest exclusive(String... resources) {
        return new TaskRequest(name, handler, payload, plus(exclusive, resources), shared, priority, maxAttempts,
                parent, keep);
    }

    /** Adds resources that others may use meanwhile, as long as they share them too. */
    public TaskRequest shared(String... resources) {
        return new TaskRequest(name, handler, payload, exclusive, plus(shared, resources), priority, maxAttempts,
                parent, keep);
    }

    /** Higher goes first among ready tasks; it never overtakes on a resource. */
    public TaskRequest priority(int priority) {
        return new TaskRequest(name, handler, payload, exclusive, shared, priority, maxAttempts, parent, keep);
    }

    public TaskRequest maxAttempts(int maxAttempts) {
        return new TaskRequest(name, handler, payload, exclusive, shared, priority, maxAttempts, parent, keep);
    }

    public TaskRequest parent(long parent) {
        return new TaskRequest(name, handler, payload, exclusive, shared, priority, maxAttempts, parent, keep);
    }

    /** Forgets the task as soon as it has completed. */
    public TaskRequest forget() {
        return new TaskRequest(name, handler, payload, exclusive, shared, priority, maxAttempts, parent, false);
    }

    private static List<String> plus(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
