package dev.holdfast.cluster.processes;

import dev.holdfast.database.DatabaseError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks a worker's JVM what its threads do, by the {@code jcmd} of the JDK that it runs on. */
final class ThreadDump {
    private static final int PATIENCE_SECONDS = 10;

    private ThreadDump() {}

    /** @throws DatabaseError when the process does not answer, or there is no {@code jcmd} */
    static String of(long pid) {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            // Into a file and not through a pipe: one that does not answer must not be waited for.
            Path output = Files.createTempFile("holdfast-", ".threads");
            try {
                Process process = new ProcessBuilder(
                        List.of(program.toString(), Long.toString(pid), "Thread.print", "-l"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String text = Files.readString(output);
                if (!ended || process.exitValue() != 0) {
                    throw failed(pid, ended ? text.strip() : "no answer within " + PATIENCE_SECONDS + " s", null);
                }
                return text;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw failed(pid, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(pid, "interrupted", e);
        }
    }

    private static DatabaseError failed(long pid, String reason, @Nullable Throwable cause) {
        return new DatabaseError("the threads of process %d cannot be listed: %s".formatted(pid, reason), null, cause);
    }
}
