package dev.holdfast.cluster.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    private Path directory;

    record Kept(String name, int count) {}

    @Test
    void aFileIsPrivateAndReplacedWhole() throws IOException {
        Path file = directory.resolve("kept.json");
        assertThat(JsonFiles.read(file, Kept.class)).isEmpty();
        JsonFiles.write(file, new Kept("a", 1));
        JsonFiles.write(file, new Kept("b", 2));
        assertThat(JsonFiles.read(file, Kept.class)).contains(new Kept("b", 2));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aDamagedRecordIsNamedAndNotQuoted() throws IOException {
        Path file = directory.resolve("cluster.json");
        Files.writeString(file, "{\"name\": \"x\", canary-secret");
        assertThatThrownBy(() -> JsonFiles.read(file, Kept.class)).isInstanceOf(IOException.class)
                .hasMessageContaining("cluster.json")
                .hasNoCause();
        assertThatThrownBy(() -> JsonFiles.read(file, Kept.class))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("canary"));
        Files.writeString(file, "{\"name\": \"x\", \"count\": 1, \"of a later version\": true}");
        assertThat(JsonFiles.read(file, Kept.class)).contains(new Kept("x", 1));
    }

    @Test
    void theMutexLetsOneThreadInAtATime() throws IOException {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        List<CompletableFuture<Void>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> enter(inside, most)))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(all).hasSize(20);
        assertThat(most).hasValue(1);
        assertThat(inside).hasValue(0);
    }

    @Test
    void theMutexKeepsAnotherProcessOut() throws Exception {
        Path file = directory.resolve("lock");
        Path marker = directory.resolve("entered");
        Process other;
        try (FileMutex _ = FileMutex.acquire(file)) {
            other = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), Entering.class.getName(), file.toString(), marker.toString())
                    .redirectErrorStream(true)
                    .start();
            await().until(() -> Files.exists(directory.resolve("entered.waiting")));
            assertThat(marker).doesNotExist();
        }
        assertThat(other.waitFor()).isZero();
        assertThat(marker).exists();
    }

    @Test
    void theEndOfALogIsReadWithoutTheRest() throws IOException {
        Path log = directory.resolve("long.log");
        Files.write(log, IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList(), StandardCharsets.UTF_8);
        assertThat(LastLines.of(log, 2)).containsExactly("line 49998", "line 49999");
        assertThat(LastLines.of(log, 1_000_000)).hasSizeLessThan(2_000).endsWith("line 49999");
        assertThat(LastLines.of(directory.resolve("none"), 2)).isEmpty();
    }

    private void enter(AtomicInteger inside, AtomicInteger most) {
        try (FileMutex _ = FileMutex.acquire(directory.resolve("lock"))) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another process: says that it waits, enters, and says so. */
    static final class Entering {
        public static void main(String[] arguments) throws IOException {
            Files.createFile(Path.of(arguments[1] + ".waiting"));
            try (FileMutex _ = FileMutex.acquire(Path.of(arguments[0]))) {
                Files.createFile(Path.of(arguments[1]));
            }
        }
    }
}
