package dev.holdfast.console.travel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.reading.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What was recorded comes back as it was, from memory and from a file, whatever was read. */
class RecordingPropertyTest {
    private static final Bounds SHORT_PARTS = new Bounds(Duration.ofMinutes(60), 64L << 20, Duration.ofSeconds(5));

    @Property(tries = 60)
    void whatIsRecordedComesBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int count) {
        List<Snapshot> readings = readings(seed, count);
        try (var recording = new Recording(SHORT_PARTS)) {
            readings.forEach(recording::add);

            assertThat(recording.reach().moments()).isEqualTo(count);
            assertThat(readings).allSatisfy(
                    reading -> assertThat(recording.at(reading.serverTime())).isEqualTo(reading.withoutContents()));
        }
    }

    @Property(tries = 20)
    void whatIsSavedComesBackFromTheFile(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int count)
            throws IOException {
        List<Snapshot> readings = readings(seed, count);
        Path file = Files.createTempFile("test", RecordingFile.ENDING);
        var bookmarks = List.of(new Bookmark(readings.getFirst().serverTime(), "here"));
        var seen = new ArrayList<Snapshot>();
        try (var recording = new Recording(SHORT_PARTS)) {
            readings.forEach(recording::add);
            RecordingFile.save(recording, bookmarks, file);
        }
        try (var opened = RecordingFile.open(file, seen::add)) {
            assertThat(seen).isEqualTo(readings.stream().map(Snapshot::withoutContents).toList());
            assertThat(readings).allSatisfy(
                    reading -> assertThat(opened.at(reading.serverTime())).isEqualTo(reading.withoutContents()));
            assertThat(opened.bookmarks()).isEqualTo(bookmarks);
        } finally {
            Files.delete(file);
        }
    }

    private static List<Snapshot> readings(long seed, int count) {
        var anything = new Anything(seed);
        var readings = new ArrayList<Snapshot>();
        Snapshot last = Snapshot.none();
        for (int i = 0; i < count; i++) {
            last = anything.after(last);
            readings.add(last);
        }
        return readings;
    }
}
