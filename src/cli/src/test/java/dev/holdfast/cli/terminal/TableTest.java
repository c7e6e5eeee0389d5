package dev.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsNumbersRightAndWordsLeft() {
        Table table = new Table().right("ID").left("NAME", "NOTE");
        table.row(7, "gc", null);
        table.row(1234, "repack", "late");
        assertThat(print(table, Terminal.UNLIMITED)).isEqualTo("""
                  ID  NAME    NOTE
                   7  gc
                1234  repack  late
                """);
    }

    @Test
    void cutsTheWidestColumnsToFit() {
        Table table = new Table().right("ID").left("NAME", "NOTE");
        table.row(7, "a name of some length", "and a note that is longer still than the name");
        String printed = print(table, 40);
        assertThat(printed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        assertThat(printed).contains("7  a name of").contains("…");
        assertThat(print(table, 5)).as("a screen too small for anything").contains(" 7  ");
    }

    @Test
    void letsNoControlCharactersThrough() {
        Table table = new Table().left("NAME");
        table.row("red\033[31m\nline");
        assertThat(print(table, Terminal.UNLIMITED)).isEqualTo("NAME\nred [31m line\n");
        assertThatThrownBy(() -> table.row("one", "two")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 values for the columns [NAME]");
    }

    private static String print(Table table, int width) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        table.print(new Terminal(InputStream.nullInputStream(), stream, stream, Map.of(), Path.of("/"), false, width));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
