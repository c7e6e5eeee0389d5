package dev.holdfast.console.travel;

import dev.holdfast.console.reading.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Readings in the order of their times, in parts of which the oldest are dropped. Thread-safe. */
public final class Recording implements AutoCloseable {
    private static final int SMOOTH = 10;

    private final Bounds bounds;
    private final List<Part> parts = new ArrayList<>();
    private final List<Bookmark> bookmarks;
    private @Nullable LivePart writing;
    private Snapshot last = Snapshot.none();
    private Duration cost = Duration.ZERO;

    /** An empty one for what is to come. */
    Recording(Bounds bounds) {
        this(bounds, List.of(), List.of());
    }

    /** One that is complete. */
    Recording(List<Part> parts, List<Bookmark> bookmarks) {
        this(Bounds.DEFAULT, parts, bookmarks);
    }

    private Recording(Bounds bounds, List<Part> parts, List<Bookmark> bookmarks) {
        this.bounds = bounds;
        this.parts.addAll(parts);
        this.bookmarks = List.copyOf(bookmarks);
    }

    /** An empty one for the last hour of what is to come. */
    public static Recording ofLastHour() {
        return new Recording(Bounds.DEFAULT);
    }

    /** Those it was saved with. */
    List<Bookmark> bookmarks() {
        return bookmarks;
    }

    synchronized List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * Adds a reading, but for what a task was given and has written. One that is not later than the one before is left out; where the clock was put back, what was
     * recorded before is dropped.
     *
     * @throws UncheckedIOException when it cannot be written; the next one begins a new part
     */
    synchronized Reach add(Snapshot read) {
        long start = System.nanoTime();
        Snapshot now = read.withoutContents();
        if (now.serverTime().isBefore(last.serverTime())) {
            drop(parts.size());
        }
        if (!now.serverTime().equals(last.serverTime())) {
            try {
                write(now);
            } catch (IOException e) {
                writing = null;
                throw new UncheckedIOException(e);
            }
            trim(now.serverTime());
            cost = cost.multipliedBy(SMOOTH - 1).plusNanos(System.nanoTime() - start).dividedBy(SMOOTH);
        }
        return reach();
    }

    private void write(Snapshot now) throws IOException {
        LivePart part = writing;
        if (part == null || part.bytes() > bounds.partBytes()
                || !now.serverTime().isBefore(part.moments().getFirst().plus(bounds.part()))) {
            if (part != null) {
                part.finish();
            }
            part = new LivePart();
            part.append(Delta.between(Snapshot.none(), now));
            parts.add(part);
        } else {
            part.append(Delta.between(last, now));
        }
        writing = part;
        last = now;
    }

    private void trim(Instant now) {
        Instant horizon = now.minus(bounds.span());
        int old = 0;
        long bytes = parts.stream().mapToLong(Part::bytes).sum();
        while (old < parts.size() - 1
                && (bytes > bounds.bytes() || parts.get(old).moments().getLast().isBefore(horizon))) {
            bytes -= parts.get(old).bytes();
            old++;
        }
        drop(old);
    }

    private void drop(int count) {
        List<Part> old = parts.subList(0, count);
        old.forEach(Recording::close);
        old.clear();
        if (parts.isEmpty()) {
            writing = null;
        }
    }

    synchronized Reach reach() {
        if (parts.isEmpty()) {
            return Reach.none();
        }
        return new Reach(parts.getFirst().moments().getFirst(), parts.getLast().moments().getLast(),
                parts.stream().mapToInt(part -> part.moments().size()).sum(),
                parts.stream().mapToLong(Part::bytes).sum(), cost, null);
    }

    /**
     * The latest reading that is not after that time, or the first of all.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    Snapshot at(Instant time) {
        Part part = partOf(time);
        var found = new AtomicReference<>(Snapshot.none());
        try {
            part.play(Math.max(1, count(part.moments(), time)), found::setPlain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getPlain();
    }

    /** The time of the reading after or before one at that time; empty where there is none. */
    Optional<Instant> neighbour(Instant time, boolean onwards) {
        List<Instant> all = parts().stream().flatMap(part -> part.moments().stream()).toList();
        int place = count(all, time) - 1 + (onwards ? 1 : -1);
        return place < 0 || place >= all.size() ? Optional.empty() : Optional.of(all.get(place));
    }

    private synchronized Part partOf(Instant time) {
        return parts.reversed()
                .stream()
                .filter(part -> !part.moments().getFirst().isAfter(time))
                .findFirst()
                .orElseGet(parts::getFirst);
    }

    /** How many of these moments are not after that time. */
    static int count(List<Instant> moments, Instant time) {
        int place = Collections.binarySearch(moments, time);
        return place >= 0 ? place + 1 : -place - 1;
    }

    @Override
    public synchronized void close() {
        drop(parts.size());
    }

    private static void close(Part part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
