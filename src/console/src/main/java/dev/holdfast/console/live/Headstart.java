package dev.holdfast.console.live;

import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.PassingSource;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.SnapshotSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads for the first time before it is asked to, aside: meanwhile the window is put together, and then it has rows at once. To be
 * asked by one thread.
 */
public final class Headstart extends PassingSource {
    private @Nullable FutureTask<Snapshot> first;

    /** @param interest what will likely be asked for first */
    public Headstart(SnapshotSource source, Interest interest) {
        super(source);
        var reading = new FutureTask<>(() -> source.read(interest, Snapshot.none()));
        first = reading;
        Background.aside("holdfast-console-first", reading);
    }

    @Override
    public Snapshot read(Interest interest, Snapshot previous) {
        FutureTask<Snapshot> reading = first;
        first = null;
        if (reading != null) {
            Snapshot read = await(reading);
            if (read.interest().equals(interest)) {
                return read;
            }
        }
        return source.read(interest, previous);
    }

    /** What it met with is told as if it were met now. */
    private static Snapshot await(FutureTask<Snapshot> reading) {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Snapshot.none();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
