package dev.holdfast.cluster.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;

/** Signals to processes, where the system has them. Stateless, so thread-safe. */
public final class Signals {
    /** The shell goes on when this program ends; whatever ends the shell, the process goes on. */
    private static final String FREEZE = """
            trap 'kill -CONT "$1"' EXIT
            trap 'exit' HUP INT TERM
            kill -STOP "$1" && sleep "$2"
            """;

    private Signals() {}

    /** Whether this system has signals; Windows has none. */
    public static boolean areKnown() {
        return File.separatorChar == '/';
    }

    /** Sends one, such as {@code STOP}; a process that is gone already does not matter. */
    public static void send(String signal, long pid) throws InterruptedException {
        start("kill", "-" + signal, Long.toString(pid)).waitFor();
    }

    /** Stops a process, and lets it go on after a while, whatever becomes of this program meanwhile. Returns at once. */
    public static void freeze(long pid, Duration time) {
        start("sh", "-c", FREEZE, "freeze", Long.toString(pid), Long.toString(time.toSeconds()));
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
