package dev.holdfast.console.travel;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.holdfast.console.reading.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Some readings in a row, written down so that they can be read without any others. Thread-safe. */
interface Part extends AutoCloseable {
    /** When they were made, in order. */
    List<Instant> moments();

    /** What it takes up. */
    long bytes();

    /** Its deltas, as {@link Deltas} writes them. */
    InputStream open() throws IOException;

    /** It cannot be read any more. */
    @Override
    void close() throws IOException;

    /**
     * Plays the readings from the first one on.
     *
     * @param count   how many at most
     * @param watcher takes each
     * @throws IOException when it cannot be read or is damaged
     */
    default void play(int count, Consumer<Snapshot> watcher) throws IOException {
        try (InputStream in = open(); MappingIterator<Delta> deltas = Deltas.reader(in)) {
            Snapshot last = Snapshot.none();
            for (int i = 0; i < count; i++) {
                last = deltas.nextValue().after(last);
                watcher.accept(last);
            }
        } catch (ClosedChannelException e) {
            throw new IOException("this was recorded too long ago, and is not kept any more", e);
        } catch (RuntimeException e) {
            // What follows from a delta that is not what it was may be anything.
            throw new IOException("a reading is damaged: " + e.getMessage(), e);
        }
    }
}
