package dev.holdfast.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.TaskContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Appends a line to a file again and again for as long as it runs, a certain time and until another file is there. The
 * system appends each line whole, so the order of lines tells what ran at once, whatever the clocks and the database say.
 */
public final class AppendHandler implements Handler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_LINES = Duration.ofMillis(4);

    @Override
    public String name() {
        return "test-append";
    }

    @Override
    public String run(TaskContext task) throws IOException, InterruptedException {
        JsonNode payload = JSON.readTree(task.payload());
        Path until = payload.has("until") ? Path.of(payload.get("until").textValue()) : null;
        long start = System.nanoTime();
        long atLeast = Duration.ofMillis(payload.get("millis").longValue()).toNanos();
        // A task of a lost batch starts again without a new attempt: the process tells the two apart.
        byte[] line = "%d.%d@%d\n".formatted(task.id(), task.attempt(), ProcessHandle.current().pid())
                .getBytes(StandardCharsets.US_ASCII);
        try (OutputStream file = new FileOutputStream(payload.get("file").textValue(), true)) {
            file.write(line);
            while (System.nanoTime() - start < atLeast || until != null && !Files.exists(until)) {
                Thread.sleep(BETWEEN_LINES);
                file.write(line);
            }
        }
        return "{\"pid\": %d}".formatted(ProcessHandle.current().pid());
    }
}
