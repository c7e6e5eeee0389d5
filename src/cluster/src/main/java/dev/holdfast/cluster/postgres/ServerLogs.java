package dev.holdfast.cluster.postgres;

import dev.holdfast.cluster.files.LastLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the server writes: until its own log is open into the log of its start, then into one for each day of the week.
 */
record ServerLogs(Path directory) {
    private static final int LINES = 8;

    Path ofStart() {
        return directory.resolve("postgresql-start.log");
    }

    /** Forgets the last start. */
    void begin() throws IOException {
        Files.deleteIfExists(ofStart());
    }

    /** Why the server ended: told in the log of its start, or, where it had opened its own by then, at the end of that. */
    List<String> lastLines() throws IOException {
        List<String> start = LastLines.of(ofStart(), LINES);
        return start.stream().anyMatch(line -> line.contains("FATAL")) ? start : LastLines.of(newest(), LINES);
    }

    private Path newest() throws IOException {
        try (Stream<Path> logs = Files.list(directory)) {
            return logs.filter(log -> log.getFileName().toString().startsWith("postgresql-"))
                    .max(Comparator.comparing(ServerLogs::written))
                    .orElse(ofStart());
        }
    }

    private static FileTime written(Path log) {
        try {
            return Files.getLastModifiedTime(log);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
