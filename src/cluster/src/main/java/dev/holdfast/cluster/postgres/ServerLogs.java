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

    /** The end of the log written to last; when the server has opened its own, the reason why it ended is there. */
    List<String> lastLines() throws IOException {
        try (Stream<Path> logs = Files.list(directory)) {
            return logs.filter(log -> log.getFileName().toString().startsWith("postgresql-"))
                    .max(Comparator.comparing(ServerLogs::written))
                    .map(log -> LastLines.of(log, LINES))
                    .orElse(List.of());
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
