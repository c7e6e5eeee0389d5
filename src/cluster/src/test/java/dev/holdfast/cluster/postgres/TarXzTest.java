package dev.holdfast.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarXzTest {
    @TempDir
    private Path directory;

    @Test
    void programsStayExecutableAndLinksStayLinks() throws IOException {
        TarXz.unpack(
                archive(file("bin/postgres", 0755), file("share/readme", 0644), link("lib/libpq.so", "libpq.so.5")),
                directory);
        assertThat(directory.resolve("bin/postgres")).isExecutable().hasContent("bin/postgres");
        assertThat(Files.isExecutable(directory.resolve("share/readme"))).isFalse();
        assertThat(Files.readSymbolicLink(directory.resolve("lib/libpq.so"))).hasToString("libpq.so.5");
    }

    @Test
    void nothingIsWrittenOutsideOfTheTarget() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        byte[] escaping = archive(file("../escaped", 0644)).readAllBytes();
        assertThatThrownBy(() -> TarXz.unpack(new ByteArrayInputStream(escaping), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("escaped");
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void anArchiveThatIsCutOffIsAnError() throws IOException {
        byte[] whole = archive(file("bin/postgres", 0755)).readAllBytes();
        var half = new ByteArrayInputStream(whole, 0, whole.length / 2);
        assertThatThrownBy(() -> TarXz.unpack(half, directory)).isInstanceOf(IOException.class);
    }

    private record Entry(TarArchiveEntry header, byte[] content) {}

    private static Entry file(String name, int mode) {
        var header = new TarArchiveEntry(name, true);
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        header.setMode(mode);
        header.setSize(content.length);
        return new Entry(header, content);
    }

    private static Entry link(String name, String to) {
        var header = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        header.setLinkName(to);
        return new Entry(header, new byte[0]);
    }

    private static ByteArrayInputStream archive(Entry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
            for (Entry entry : entries) {
                tar.putArchiveEntry(entry.header());
                tar.write(entry.content());
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
