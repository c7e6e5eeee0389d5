package dev.holdfast.console.tasks;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.TaskDetail;
import dev.holdfast.console.tasks.Token.Key;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskSummary;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The values that a filter may name: those seen since the start, for what the filter itself leaves out now is what a
 * person may want next. Thread-safe.
 */
final class Vocabulary {
    /** The cap on what is remembered for a key. */
    private static final int MOST = 1_000;

    private final Map<Key, Set<String>> seen = new TreeMap<>();

    Vocabulary() {
        for (Key key : Key.values()) {
            seen.put(key, new ConcurrentSkipListSet<>());
        }
        learn(Key.STATE, "waiting");
        Arrays.stream(Phase.values()).forEach(phase -> learn(Key.STATE, phase.word()));
        Stream.of("1min", "10min", "1h", "1d").forEach(span -> learn(Key.OLDER_THAN, span));
    }

    void learn(Snapshot snapshot) {
        snapshot.tasks().rows().forEach(this::learn);
        snapshot.resources().forEach(resource -> learn(Key.RESOURCE, resource.name()));
        snapshot.overview().contended().forEach(line -> learn(Key.RESOURCE, line.resource()));
        TaskDetail detail = snapshot.detail();
        if (detail != null && detail.task().options().group() != null) {
            learn(Key.GROUP, detail.task().options().group());
        }
        // A task stands in the way for as long as it runs.
        values(Key.BLOCKED_BY).clear();
        snapshot.workers().forEach(worker -> {
            learn(Key.WORKER, worker.name());
            worker.tasks().forEach(task -> learn(Key.BLOCKED_BY, Long.toString(task.taskId())));
        });
    }

    private void learn(TaskSummary task) {
        learn(Key.NAME, task.name());
        task.exclusive().forEach(name -> learn(Key.RESOURCE, name));
        task.shared().forEach(name -> learn(Key.RESOURCE, name));
        if (task.worker() != null) {
            learn(Key.WORKER, task.worker());
        }
    }

    /** In the order of the alphabet. */
    Stream<String> of(Key key) {
        return values(key).stream();
    }

    private void learn(Key key, String value) {
        Set<String> values = values(key);
        if (!values.contains(value) && values.size() < MOST) {
            values.add(value);
        }
    }

    private Set<String> values(Key key) {
        return Objects.requireNonNull(seen.get(key));
    }
}
