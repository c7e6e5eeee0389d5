package dev.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void writesOverItselfOnATerminal() {
        var progress = new ProgressLine(terminal(true));
        progress.show("waits for repo/A");
        progress.clear();
        progress.clear();
        assertThat(written()).startsWith("\rwaits for repo/").endsWith("\r\033[K");
        assertThat(written()).doesNotContain("\n");
        assertThat(written().chars().filter(c -> c == '\r').count()).isEqualTo(2);
    }

    @Test
    void isSilentInAPipe() {
        var progress = new ProgressLine(terminal(false));
        progress.show("waits");
        progress.clear();
        assertThat(progress.isVisible()).isFalse();
        assertThat(written()).isEmpty();
    }

    @Test
    void staysOnOneLine() {
        new ProgressLine(terminal(true)).show("a line that is longer\nthan the screen");
        assertThat(written()).contains("a line that is long");
        assertThat(written()).doesNotContain("\n").doesNotContain("screen");
    }

    private Terminal terminal(boolean interactive) {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), Path.of("/"), interactive, 20);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
