package dev.holdfast.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the reason of a failed start stands. */
class ServerLogsTest {
    @TempDir
    private Path directory;

    @Test
    void aServerThatEndsBeforeItsOwnLogIsOpenTellsItInThatOfTheStart() throws IOException {
        var logs = new ServerLogs(directory);
        write("postgresql-Mon.log", "LOG:  yesterday's end", 1);
        write("postgresql-start.log", "FATAL:  no room", 2);
        assertThat(logs.lastLines()).containsExactly("FATAL:  no room");
        logs.begin();
        assertThat(logs.ofStart()).doesNotExist();
    }

    @Test
    void oneThatEndsLaterTellsItInTheNewestOfItsOwn() throws IOException {
        var logs = new ServerLogs(directory);
        write("postgresql-Mon.log", "FATAL:  long ago", 1);
        write("postgresql-start.log", "LOG:  redirecting log output", 2);
        write("postgresql-Tue.log", "LOG:  starting\nFATAL:  could not map memory", 3);
        write("worker-1.log", "something else", 4);
        assertThat(logs.lastLines()).containsExactly("LOG:  starting", "FATAL:  could not map memory");
    }

    @Test
    void whereNothingWasWrittenThereIsNothingToTell() throws IOException {
        assertThat(new ServerLogs(directory).lastLines()).isEmpty();
    }

    private void write(String name, String content, int second) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + second)));
    }
}
