package dev.holdfast.cli.terminal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** How many columns the screen has. */
final class ScreenWidth {
    private static final int USUAL = 120;

    private ScreenWidth() {}

    /** Asks {@code stty}, for Java cannot; a usual width where there is none. */
    static int measure() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Redirect.INHERIT).start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException noStty) {
            return USUAL;
        }
    }

    /** @param size rows and columns, as {@code stty size} prints them */
    static int parse(String size) {
        return size.strip().matches("\\d+ [1-9]\\d{0,4}") ? Integer.parseInt(size.strip().split(" ")[1]) : USUAL;
    }
}
