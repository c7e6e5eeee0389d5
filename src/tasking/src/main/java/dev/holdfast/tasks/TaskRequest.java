package dev.holdfast.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task to be submitted. Immutable: each method returns a changed copy. The rules (lengths, characters, sizes) are
 * checked by the database when it is submitted, the same for every language.
 *
 * <pre>{@code
 * TaskRequest.of("repack").exclusive("repo/A").shared("pool").payload("{\"depth\": 50}")
 * }</pre>
 */
public final class TaskRequest {
    private static final Set<String> PLAIN = Set.of("name", "handler", "payload", "exclusive", "shared", "priority",
            "max_attempts", "parent", "keep");

    /** What was given, under the names that {@code holdfast.submit} has for it. */
    private final Map<String, Object> fields;

    /** Text that is JSON already. */
    record Json(String text) {}

    /** What becomes of a task when one of those that it comes after did not complete. */
    public enum IfFailed {
        /** It is skipped. */
        SKIP,
        /** It runs all the same. */
        RUN
    }

    private TaskRequest(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** A task that needs nothing, with an empty payload, tried once. */
    public static TaskRequest of(String name) {
        return new TaskRequest(Map.of("name", name));
    }

    /** What runs it; the task's name unless told otherwise. */
    public TaskRequest handler(String handler) {
        return with("handler", handler);
    }

    /** The input for the handler, as JSON text. */
    public TaskRequest payload(String json) {
        return with("payload", new Json(json));
    }

    /** Adds resources that no other task may use meanwhile. */
    public TaskRequest exclusive(String... resources) {
        return with("exclusive", plus(exclusive(), resources));
    }

    /** Adds resources that others may use meanwhile, as long as they share them too. */
    public TaskRequest shared(String... resources) {
        return with("shared", plus(shared(), resources));
    }

    /** Higher goes first among ready tasks; it never overtakes on a resource. */
    public TaskRequest priority(int priority) {
        return with("priority", priority);
    }

    /** How often it is tried; more than 1 says that it may safely run again. */
    public TaskRequest maxAttempts(int maxAttempts) {
        return with("max_attempts", maxAttempts);
    }

    /** The pause before the second attempt; doubled before each further one, at most an hour. It keeps its places. */
    public TaskRequest backoff(Duration pause) {
        return with("backoff", pause.toString());
    }

    /** How long an attempt may take before it is stopped, and has failed. */
    public TaskRequest timeLimit(Duration limit) {
        return with("time_limit", limit.toString());
    }

    /** When it gets its place in line, and not before. */
    public TaskRequest due(Instant at) {
        return with("due_at", at.toString());
    }

    /** It is skipped if it has not started by then. */
    public TaskRequest expires(Instant at) {
        return with("expires_at", at.toString());
    }

    /** No second task with this key is submitted while this one is unfinished. */
    public TaskRequest uniqueKey(String key) {
        return with("unique_key", key);
    }

    /** The same, and not within that time from now either. */
    public TaskRequest uniqueKey(String key, Duration period) {
        return uniqueKey(key).uniqueFor(period);
    }

    /** How long from now the unique key is taken at least; without a key it is refused. */
    public TaskRequest uniqueFor(Duration period) {
        return with("unique_for", period.toString());
    }

    /** Makes it one of a group, which is made if there is none of this name. */
    public TaskRequest group(String name) {
        return with("group_name", name);
    }

    /** It gets its place in line when these have ended, and is skipped when one of them did not complete. */
    public TaskRequest after(Long... tasks) {
        return with("after", List.of(tasks));
    }

    public TaskRequest after(List<Long> tasks, IfFailed ifFailed) {
        return after(tasks.toArray(Long[]::new)).with("if_failed", ifFailed == IfFailed.RUN ? "run" : "skip");
    }

    /** The task that submits this one. */
    public TaskRequest parent(long parent) {
        return with("parent", parent);
    }

    /** Forgets the task as soon as it has completed; one that fails is kept. */
    public TaskRequest forget() {
        return with("keep", false);
    }

    public String name() {
        return get("name", "");
    }

    public String handler() {
        return get("handler", name());
    }

    /** JSON text. */
    public String payload() {
        return get("payload", new Json("{}")).text();
    }

    public List<String> exclusive() {
        return get("exclusive", List.of());
    }

    public List<String> shared() {
        return get("shared", List.of());
    }

    public int priority() {
        return get("priority", 0);
    }

    public int maxAttempts() {
        return get("max_attempts", 1);
    }

    /** What was given, as {@code holdfast.submit_many} takes one task. */
    public String toJson() {
        return RequestJson.of(this);
    }

    @Nullable
    Long parent() {
        return (Long) fields.get("parent");
    }

    boolean keep() {
        return get("keep", true);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Whether the quick way of submitting knows all that was given. */
    boolean isPlain() {
        return PLAIN.containsAll(fields.keySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TaskRequest request && fields.equals(request.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    private TaskRequest with(String field, Object value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new TaskRequest(Collections.unmodifiableMap(changed));
    }

    /** Each field has one type, that of the method which sets it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T get(String field, T otherwise) {
        return (T) fields.getOrDefault(field, otherwise);
    }

    private static List<String> plus(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }
}
