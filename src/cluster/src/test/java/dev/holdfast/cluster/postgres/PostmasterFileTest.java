package dev.holdfast.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data directory tells of the server on it, and how far that is believed. */
class PostmasterFileTest {
    @TempDir
    private Path data;

    @Test
    void noFileOrOneThatIsJustBeingWrittenMeansNoServer() throws IOException {
        assertThat(PostmasterFile.read(data)).isEmpty();
        write("4711", data.toString());
        assertThat(PostmasterFile.read(data)).isEmpty();
    }

    @Test
    void tellsProcessAndStart() throws IOException {
        write("4711 ", data.toString(), "1700000000", "5432", "", "127.0.0.1");
        PostmasterFile file = PostmasterFile.read(data).orElseThrow();
        assertThat(file.pid()).isEqualTo(4711);
        assertThat(file.started()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(file.file()).isEqualTo(data.resolve("postmaster.pid"));
    }

    @Test
    void aDamagedFileIsNamedWithWhatToDo() throws IOException {
        write("not a number", data.toString(), "1700000000");
        assertThatThrownBy(() -> PostmasterFile.read(data)).isInstanceOf(IOException.class)
                .hasMessageContaining("postmaster.pid is damaged")
                .hasMessageContaining("delete it if no PostgreSQL runs");
    }

    @Test
    void aProcessThatIsNoServerIsNotBelievedToBeOne() throws IOException {
        write(Long.toString(ProcessHandle.current().pid()), data.toString(), "1700000000");
        assertThat(PostmasterFile.read(data).orElseThrow().isAlive()).isFalse();
    }

    private void write(String... lines) throws IOException {
        Files.write(data.resolve("postmaster.pid"), List.of(lines));
    }
}
