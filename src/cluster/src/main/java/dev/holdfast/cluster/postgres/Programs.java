package dev.holdfast.cluster.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Programs {
    private Programs() {}

    /**
     * Runs a program whose environment names no other server and no language.
     *
     * @throws IOException where it cannot be started, fails or takes too long; the message has what it wrote
     */
    static void run(List<String> command, Duration limit) throws IOException {
        // Into a file and not through a pipe: a server that goes on would keep the pipe open.
        Path output = Files.createTempFile("holdfast-", ".out");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new File(PostgresBinaries.isWindows() ? "NUL" : "/dev/null"));
            neutral(builder.environment());
            await(builder.start(), command.getFirst(), limit, output);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void await(Process process, String name, Duration limit, Path output) throws IOException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " did not end within " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(Files.readString(output, StandardCharsets.UTF_8).strip());
        }
    }

    private static void neutral(Map<String, String> environment) {
        environment.keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANGUAGE"));
        environment.put("LC_ALL", "C");
    }
}
