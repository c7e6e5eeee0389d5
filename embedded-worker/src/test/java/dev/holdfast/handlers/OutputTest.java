package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final StringBuilder log = new StringBuilder();

    @Test
    void passesTextOnAsItComes() {
        Output output = limitedTo(100);
        add(output, "half a ");
        assertThat(log).hasToString("half a ");
        add(output, "line\n");
        assertThat(log).hasToString("half a line\n");
        output.finish();
        assertThat(log).hasToString("half a line\n");
    }

    @Test
    void joinsCharactersThatComeInPieces() {
        Output output = limitedTo(100);
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        output.add(new byte[]{euro[0]}, 1);
        assertThat(log).isEmpty();
        output.add(new byte[]{euro[1], euro[2]}, 2);
        assertThat(log).hasToString("€");
        output.finish();
        assertThat(log).hasToString("€");
    }

    @Test
    void replacesWhatIsNoText() {
        Output output = limitedTo(100);
        output.add(new byte[]{'a', (byte) 0xff, 0, 'b', (byte) 0xe2}, 5);
        assertThat(log).hasToString("a\uFFFD\uFFFDb");
        output.finish();
        assertThat(log).hasToString("a\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void keepsTheHeadAndTellsAtTheEndHowMuchWasDropped() {
        Output output = limitedTo(5);
        add(output, "123");
        add(output, "4567");
        add(output, "89\n");
        assertThat(log).hasToString("12345");
        output.finish();
        assertThat(log).hasToString("12345\n… output cut here: 5 more bytes dropped\n");
        output.finish();
        assertThat(log.toString().lines()).hasSize(2);
    }

    @Test
    void dropsACharacterThatTheCutWouldSplit() {
        Output output = limitedTo(3);
        add(output, "1\n€2");
        output.finish();
        assertThat(log).hasToString("1\n… output cut here: 4 more bytes dropped\n");
    }

    @Test
    void outputOfExactlyTheLimitIsNotCut() {
        Output output = limitedTo(4);
        add(output, "1€");
        output.finish();
        assertThat(log).hasToString("1€");
    }

    @Test
    void knowsTheLastLineEvenWhenItWasDropped() {
        Output output = limitedTo(2);
        assertThat(output.lastLine()).isEmpty();
        add(output, "first\r\n fatal: ");
        add(output, "broken \n\n");
        assertThat(output.lastLine()).isEqualTo("fatal: broken");
        output.finish();
        assertThat(output.lastLine()).isEqualTo("fatal: broken");
    }

    @Test
    void takesNothingAfterItsEnd() {
        Output output = limitedTo(100);
        add(output, "in time");
        output.finish();
        add(output, "too late");
        assertThat(log).hasToString("in time");
        assertThat(output.lastLine()).isEqualTo("in time");
    }

    private Output limitedTo(long bytes) {
        return new Output(log::append, bytes);
    }

    private static void add(Output output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.add(bytes, bytes.length);
    }
}
