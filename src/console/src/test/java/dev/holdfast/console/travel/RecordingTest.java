package dev.holdfast.console.travel;

import static dev.holdfast.console.reading.Snapshots.NOON;
import static dev.holdfast.console.reading.Snapshots.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.TaskSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final Bounds MINUTES = new Bounds(Duration.ofMinutes(10), 1L << 30, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    @Test
    void readingsOlderThanTheSpanAreDroppedByThePart() {
        try (var recording = new Recording(MINUTES)) {
            IntStream.range(0, 1_800).forEach(i -> recording.add(at(i)));

            Reach reach = recording.reach();
            assertThat(reach.last()).isEqualTo(NOON.plusSeconds(1_799));
            assertThat(reach.span()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11).plusSeconds(1));
            assertThat(recording.at(NOON).serverTime()).as("the first that is left").isEqualTo(reach.first());
        }
    }

    @Test
    void itTakesUpNoMoreThanItMay() {
        var bounds = new Bounds(Duration.ofHours(10), 40_000, Duration.ofMinutes(1));
        try (var recording = new Recording(bounds)) {
            for (int i = 0; i < 600; i++) {
                recording.add(at(i, LongStream.range(i * 40L, i * 40L + 200).toArray()));
                assertThat(recording.reach().bytes()).isLessThan(bounds.bytes() + bounds.partBytes());
            }
            assertThat(recording.reach().first()).as("old ones were dropped").isAfter(NOON);
            assertThat(recording.at(NOON.plusSeconds(599)).tasks().rows()).hasSize(200);
        }
    }

    @Test
    void aReadingThatChangesLittleTakesUpLittle() {
        try (var recording = new Recording(MINUTES)) {
            long[] ids = LongStream.range(0, 500).toArray();
            recording.add(at(0, ids));
            long whole = recording.reach().bytes();
            recording.add(at(1, LongStream.range(1, 501).toArray()));

            assertThat(recording.reach().bytes() - whole).isLessThan(whole / 5);
        }
    }

    @Test
    void betweenTwoReadingsTheEarlierIsShown() {
        try (var recording = new Recording(MINUTES)) {
            recording.add(at(0, 1));
            recording.add(at(10, 1, 2));

            assertThat(recording.at(NOON.plusSeconds(9)).tasks().rows()).hasSize(1);
            assertThat(recording.at(NOON.plusSeconds(10)).tasks().rows()).hasSize(2);
            assertThat(recording.at(NOON.plusSeconds(99)).tasks().rows()).hasSize(2);
        }
    }

    @Test
    void aClockThatWasPutBackBeginsARecordingAnew() {
        try (var recording = new Recording(MINUTES)) {
            recording.add(at(100, 1));
            recording.add(at(100, 1, 2));
            recording.add(at(50, 3));

            assertThat(recording.reach().moments()).isEqualTo(1);
            assertThat(recording.at(NOON).tasks().rows()).extracting(TaskSummary::id).containsExactly(3L);
        }
    }

    @Test
    void theNextAndThePreviousChangeOfATaskAreFoundAcrossParts() {
        try (var recording = new Recording(MINUTES)) {
            for (int i = 0; i < 400; i++) {
                Phase phase = i < 150 ? Phase.BLOCKED : i < 240 ? Phase.RUNNING : Phase.COMPLETED;
                recording.add(at(NOON.plusSeconds(i), i < 10 ? List.of() : List.of(task(7, phase))));
            }
            var events = new Events(recording, new Followed.OfTask(7));

            assertThat(events.after(NOON)).contains(NOON.plusSeconds(10));
            assertThat(events.after(NOON.plusSeconds(10))).contains(NOON.plusSeconds(150));
            assertThat(events.after(NOON.plusSeconds(150))).contains(NOON.plusSeconds(240));
            assertThat(events.after(NOON.plusSeconds(240))).isEmpty();
            assertThat(events.before(NOON.plusSeconds(399))).contains(NOON.plusSeconds(240));
            assertThat(events.before(NOON.plusSeconds(240))).contains(NOON.plusSeconds(150));
            assertThat(events.before(NOON.plusSeconds(150))).contains(NOON.plusSeconds(10));
            assertThat(events.before(NOON.plusSeconds(10))).isEmpty();
            assertThat(new Events(recording, new Followed.OfTask(8)).after(NOON)).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = saved();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 30; at < whole.length; at += whole.length / 40) {
            byte[] broken = whole.clone();
            broken[at] ^= 0x55;
            Files.write(file, broken);
            openOrRefuse(file);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> RecordingFile.open(file, any -> {})).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is no recording of Holdfast, or is damaged");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> RecordingFile.open(file, any -> {})).isInstanceOf(InvalidInput.class)
                .hasMessageContaining(file.toString());
    }

    /** Some bytes mean nothing, such as the date of an entry; what is opened is whole. */
    private static void openOrRefuse(Path file) {
        try (var opened = RecordingFile.open(file, any -> {})) {
            assertThat(opened.at(NOON.plusSeconds(29)).tasks().rows()).hasSize(50);
        } catch (InvalidInput e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFileOfANewerHoldfastIsRefusedByItsNumber() throws IOException {
        Path file = saved();
        try (var archive = FileSystems.newFileSystem(file)) {
            Path about = archive.getPath("about.json");
            Files.writeString(about, Files.readString(about).replace("\"format\" : 1", "\"format\" : 2"));
        }
        assertThatThrownBy(() -> RecordingFile.open(file, any -> {})).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("newer Holdfast (format 2");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RecordingFile.open(folder.resolve("none"), any -> {})).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void aSavedFileHasNoPayloadAndCanBeReadWithoutHoldfast() throws IOException {
        try (var archive = FileSystems.newFileSystem(saved())) {
            String part = Files.readString(archive.getPath("part-0001.jsonl"), StandardCharsets.UTF_8);
            assertThat(part.lines()).hasSize(30);
            assertThat(part).contains("\"name\":\"sleep\"");
        }
    }

    private Path saved() {
        Path file = folder.resolve("saved" + RecordingFile.ENDING);
        try (var recording = new Recording(MINUTES)) {
            IntStream.range(0, 30).forEach(i -> recording.add(at(i, LongStream.range(i, i + 50).toArray())));
            RecordingFile.save(recording, List.of(), file);
        }
        return file;
    }

    private static Snapshot at(int second, long... ids) {
        return at(NOON.plusSeconds(second), LongStream.of(ids).mapToObj(id -> task(id, Phase.READY)).toList());
    }

    private static Snapshot at(Instant time, List<TaskSummary> tasks) {
        return Snapshots.at(time, Snapshots.of(Interest.initial(), tasks.toArray(TaskSummary[]::new)));
    }
}
