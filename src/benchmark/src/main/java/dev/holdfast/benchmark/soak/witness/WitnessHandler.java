package dev.holdfast.benchmark.soak.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.TaskContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Works for a while and writes into a file when it began, that it still works, and when it ended, by the monotonic clock,
 * which all processes of a host share. The system appends each line whole. {@code {"n": 17, "micros": 1500}}: the
 * number of the task in the soak, and how long it takes. The file is named by the system property {@value #FILE}.
 */
public final class WitnessHandler implements Handler {
    /** The name of its tasks. */
    public static final String NAME = "soak-witness";
    /** The system property of a worker that names the file. */
    public static final String FILE = "holdfast.soak.trail";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_LINES = Duration.ofMillis(10);
    private static final long PID = ProcessHandle.current().pid();

    /** Not a channel: one that a canceled task's interruption would close for all. */
    private final OutputStream trail;

    public WitnessHandler() throws IOException {
        this.trail = new FileOutputStream(Objects.requireNonNull(System.getProperty(FILE), FILE), true);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String run(TaskContext task) throws IOException, InterruptedException {
        JsonNode payload = JSON.readTree(task.payload());
        int number = payload.path("n").intValue();
        write(Trail.START, number, task.attempt());
        char end = Trail.INTERRUPTED;
        try {
            work(payload.path("micros").longValue() * 1000, number, task.attempt());
            end = Trail.END;
            return "{\"pid\": %d, \"attempt\": %d}".formatted(PID, task.attempt());
        } finally {
            write(end, number, task.attempt());
        }
    }

    private void work(long nanos, int number, int attempt) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            Thread.sleep(Duration.ofNanos(Math.min(left, BETWEEN_LINES.toNanos())));
            if (left > BETWEEN_LINES.toNanos()) {
                write(Trail.STILL, number, attempt);
            }
        }
    }

    private void write(char kind, int number, int attempt) throws IOException {
        String line = kind + " " + number + " " + attempt + " " + PID + " " + System.nanoTime() + "\n";
        trail.write(line.getBytes(StandardCharsets.US_ASCII));
    }
}
