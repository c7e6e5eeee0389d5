package dev.holdfast.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    @TempDir
    private Path directory;
    private Path caches;
    private Path jar;

    @BeforeEach
    void writeAJar() throws IOException {
        caches = directory.resolve("caches");
        jar = Files.writeString(directory.resolve("a.jar"), "one");
    }

    @Test
    void itIsUsedOnceItIsWhole() throws Exception {
        assertThat(cache().options()).isEmpty();
        assertThat(cache().isMissing()).isTrue();
        assertThat(cache().make(this::writeWhole, options -> {
            assertThat(cache().options()).as("not before it is proven").isEmpty();
            assertThat(options).contains("-XX:AOTMode=on");
            return 0;
        })).isTrue();
        assertThat(cache().isMissing()).isFalse();
        assertThat(cache().options()).containsExactly("-XX:AOTCache=" + caches.resolve(files().getFirst()));
    }

    @Test
    void whatAFailedTrainingLeavesIsGone() throws Exception {
        assertThat(cache().make(options -> writeWhole(options) + 137, options -> 0)).isFalse();
        assertThat(files()).isEmpty();
        assertThat(cache().make(this::writeWhole, options -> 1)).as("a part of one").isFalse();
        assertThat(files()).isEmpty();
        assertThat(cache().isMissing()).isTrue();
        assertThat(cache().make(this::writeWhole, options -> 0)).isTrue();
        assertThat(files()).hasSize(1);
    }

    @Test
    void oneForOtherJarsIsNeverUsedAndGoesWithTheNext() throws Exception {
        cache().make(this::writeWhole, options -> 0);
        List<String> first = files();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThat(cache().isMissing()).isTrue();
        cache().make(this::writeWhole, options -> 0);
        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(first);
        Files.writeString(jar, "longer");
        assertThat(cache().options()).isEmpty();
    }

    @Test
    void thereIsNoneForClassesInNoJar() {
        StartCache none = StartCache.of(caches, "worker", jar + File.pathSeparator + directory);
        assertThat(none.isMissing()).isFalse();
        assertThat(none.options()).isEmpty();
    }

    private StartCache cache() {
        return StartCache.of(caches, "worker", jar.toString());
    }

    private int writeWhole(List<String> options) throws IOException {
        assertThat(options).singleElement().asString().startsWith("-XX:AOTCacheOutput=");
        Files.writeString(Path.of(options.getFirst().substring("-XX:AOTCacheOutput=".length())), "what it learned");
        return 0;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
