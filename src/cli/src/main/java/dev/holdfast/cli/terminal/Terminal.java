package dev.holdfast.cli.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command. Results go to {@code out}, all else to {@code err}.
 *
 * @param interactive whether a person sits before it: neither input nor output is a file or a pipe
 * @param width       columns that a table may take
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment,
        Path directory, boolean interactive, int width) {
    /** Nobody looks at it, so nothing is cut. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** The terminal, files or pipes that this process was started with. Writes UTF-8 whatever the locale. */
    public static Terminal ofProcess() {
        boolean interactive = System.console() != null;
        return new Terminal(new FileInputStream(FileDescriptor.in), stream(FileDescriptor.out),
                stream(FileDescriptor.err), System.getenv(), Path.of("").toAbsolutePath(), interactive,
                interactive ? ScreenWidth.measure() : UNLIMITED);
    }

    /** A message for people, apart from the results. */
    public void say(String message) {
        err.println(message);
    }

    /** Whether the reader of the results has gone, as {@code head} does. */
    public boolean isClosed() {
        return out.checkError();
    }

    /** Asks a question; only {@code y} and {@code yes} mean yes. */
    public boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
