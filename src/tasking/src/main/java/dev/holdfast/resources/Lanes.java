package dev.holdfast.resources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest minutes of all resources that were held in them.
 *
 * @param since from when on all is known
 * @param at    the database's clock at the reading
 * @param ended   the tasks that have ended, those that did last first
 * @param running the tasks that ran then
 */
public record Lanes(Instant since, Instant at, List<Run> ended, List<Run> running, Map<String, Lane> byResource) {
    /** How far back they go. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    /** A task that ran, and what it needed. */
    public record Run(Hold hold, List<String> exclusive, List<String> shared) {}

    /** Works out the lanes of all resources that these tasks had. */
    public static Lanes of(Instant since, Instant at, List<Run> ended, List<Run> running) {
        Map<String, List<Hold>> holds = new HashMap<>();
        for (List<Run> runs : List.of(ended, running)) {
            for (Run run : runs) {
                run.exclusive().forEach(name -> holds.computeIfAbsent(name, any -> new ArrayList<>()).add(run.hold()));
                run.shared()
                        .forEach(name -> holds.computeIfAbsent(name, any -> new ArrayList<>()).add(shared(run.hold())));
            }
        }
        Map<String, Lane> lanes = new TreeMap<>();
        holds.forEach((name, list) -> lanes.put(name, Lane.of(name, list, since, at)));
        return new Lanes(since, at, ended, running, lanes);
    }

    /** Of no resource, before the first reading. */
    public static Lanes none() {
        return new Lanes(Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), Map.of());
    }

    /** That of a resource, of one that nobody held too. */
    public Lane of(String resource) {
        Lane lane = byResource.get(resource);
        return lane == null ? Lane.idle(resource, since) : lane;
    }

    private static Hold shared(Hold hold) {
        return new Hold(hold.taskId(), hold.task(), false, hold.worker(), hold.ready(), hold.started(), hold.ended());
    }
}
