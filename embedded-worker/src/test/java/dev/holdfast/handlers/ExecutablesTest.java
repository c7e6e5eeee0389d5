package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutablesTest {

    @TempDir
    Path directory;

    private Path tool;

    @BeforeEach
    void makeATool() throws IOException {
        tool = Files.createFile(Files.createDirectory(directory.resolve("bin")).resolve("tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void looksAlongTheSearchPath() {
        String path = String.join(File.pathSeparator, "/no/such", directory.resolve("bin").toString());
        assertThat(Executables.find("tool", directory, path)).contains(tool);
        assertThat(Executables.find("tool", directory, "bin")).contains(tool);
        assertThat(Executables.find("tool", directory, "/no/such")).isEmpty();
    }

    @Test
    void aNameWithASlashIsAPathFromTheDirectory() {
        assertThat(Executables.find("bin/tool", directory, "/no/such")).contains(tool);
        assertThat(Executables.find("./tool", directory.resolve("bin"), "")).isPresent();
        assertThat(Executables.find(tool.toString(), Path.of("/"), "")).contains(tool);
        assertThat(Executables.find("other/tool", directory, "bin")).isEmpty();
    }

    @Test
    void passesOverWhatCannotBeExecuted() throws IOException {
        Path text = Files.createFile(directory.resolve("text"));
        assertThat(Executables.find("text", directory, directory.toString())).isEmpty();
        assertThat(Executables.find("bin", directory, directory.toString())).isEmpty();
        assertThat(text.toFile().setExecutable(true)).isTrue();
        assertThat(Executables.find("text", directory, directory.toString())).contains(text);
    }
}
