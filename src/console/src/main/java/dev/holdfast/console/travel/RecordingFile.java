package dev.holdfast.console.travel;

import dev.holdfast.console.files.Kind;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A recording as one file, a ZIP archive: {@code about.json} says what is in it, and each part is an entry with a line of
 * JSON for each reading.
 */
public final class RecordingFile {
    /** How the names of such files end. */
    public static final String ENDING = ".holdfast-recording";

    /** Grows when older programs would misread a file. */
    private static final int FORMAT = 1;
    private static final String ABOUT = "about.json";
    private static final String AGAIN = "Have it saved or sent once more.";

    private RecordingFile() {}

    /** @param format which programs can read it */
    private record About(int format, List<Chapter> parts, List<Bookmark> bookmarks) {}

    /** A part, by the name of its entry. */
    private record Chapter(String entry, List<Instant> moments) {}

    static Kind kind() {
        return new Kind(Words.of("travel.files"), List.of(ENDING));
    }

    /**
     * Writes what is recorded by now, beside the file and then into its place.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    static void save(Recording recording, List<Bookmark> bookmarks, Path file) {
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            try (var out = new ZipOutputStream(Files.newOutputStream(beside))) {
                write(recording.parts(), bookmarks, out);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be saved to " + file + ": " + reason(e), e);
        }
    }

    private static void write(List<Part> parts, List<Bookmark> bookmarks, ZipOutputStream out) throws IOException {
        var chapters = new ArrayList<Chapter>();
        for (Part part : parts) {
            chapters.add(new Chapter("part-%04d.jsonl".formatted(chapters.size() + 1), part.moments()));
        }
        out.putNextEntry(new ZipEntry(ABOUT));
        out.write(Deltas.JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new About(FORMAT, chapters, bookmarks)));
        for (int i = 0; i < parts.size(); i++) {
            out.putNextEntry(new ZipEntry(chapters.get(i).entry()));
            copy(parts.get(i), chapters.get(i).moments().size(), out);
        }
    }

    /** Delta by delta: the last part is still being written. */
    private static void copy(Part part, int count, OutputStream out) throws IOException {
        try (var in = Deltas.reader(part.open()); var deltas = Deltas.writer(out)) {
            for (int i = 0; i < count; i++) {
                deltas.write(in.nextValue());
            }
        }
    }

    /**
     * Opens a file and looks through all of it.
     *
     * @param watcher told of each reading, in order
     * @throws InvalidInput when it is no recording, a damaged one, or one of a newer Holdfast
     */
    public static Recording open(Path file, Consumer<Snapshot> watcher) {
        ZipFile archive = null;
        try {
            archive = new ZipFile(file.toFile());
            About about = about(file, archive);
            var parts = new ArrayList<Part>();
            for (Chapter chapter : about.parts()) {
                var part = new FiledPart(archive, entry(archive, chapter.entry()), List.copyOf(chapter.moments()));
                check(part, watcher);
                parts.add(part);
            }
            if (parts.isEmpty()) {
                throw new IOException("there is no reading in it");
            }
            return new Recording(parts, about.bookmarks());
        } catch (NoSuchFileException e) {
            throw new InvalidInput("there is no file " + file, "A recording ends in " + ENDING + ".", e);
        } catch (IOException | RuntimeException e) {
            close(archive);
            throw e instanceof InvalidInput known
                    ? known
                    : new InvalidInput(file + " is no recording of Holdfast, or is damaged: " + reason(e), AGAIN, e);
        }
    }

    private static About about(Path file, ZipFile archive) throws IOException {
        try (InputStream in = archive.getInputStream(entry(archive, ABOUT))) {
            About about = Deltas.JSON.readValue(in, About.class);
            if (about.format() > FORMAT) {
                throw new InvalidInput(file + " was saved by a newer Holdfast (format " + about.format()
                        + ", this one reads up to " + FORMAT + ")", "Open it with that one.");
            }
            return about;
        }
    }

    /** Each reading can be read, and is the one it was. */
    private static void check(FiledPart part, Consumer<Snapshot> watcher) throws IOException {
        var sum = new CRC32();
        try (InputStream in = new CheckedInputStream(part.open(), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (sum.getValue() != part.entry().getCrc()) {
            throw new IOException("the checksum of " + part.entry() + " is wrong");
        }
        var moments = new ArrayList<Instant>();
        part.play(part.moments().size(), snapshot -> {
            moments.add(snapshot.serverTime());
            watcher.accept(snapshot);
        });
        if (!moments.equals(part.moments())) {
            throw new IOException(part.entry() + " has other readings than " + ABOUT + " says");
        }
    }

    private static ZipEntry entry(ZipFile archive, String name) throws IOException {
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        return entry;
    }

    private static void close(@Nullable ZipFile archive) {
        try {
            if (archive != null) {
                archive.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
