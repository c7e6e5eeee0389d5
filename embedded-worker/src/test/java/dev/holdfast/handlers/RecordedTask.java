package dev.holdfast.handlers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A task without a database: keeps what its handler reports. */
record RecordedTask(String name, String payload, Duration grace, StringBuffer logged, List<Double> fractions)
        implements
            TaskContext {

    static RecordedTask of(String name, String payload) {
        return new RecordedTask(name, payload, Duration.ofSeconds(30), new StringBuffer(),
                new CopyOnWriteArrayList<>());
    }

    /** A task for the {@code command} handler that runs a shell script. */
    static RecordedTask script(String script) {
        return of("command", "{\"program\": \"sh\", \"args\": [\"-c\", %s]}".formatted(quoted(script)));
    }

    RecordedTask withGrace(Duration longer) {
        return new RecordedTask(name, payload, longer, logged, fractions);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public long id() {
        return 17;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int maxAttempts() {
        return 1;
    }

    @Override
    public String key() {
        return "task-17";
    }

    @Override
    public void log(String text) {
        logged.append(text);
    }

    @Override
    public void progress(double fraction, String message) {
        fractions.add(fraction);
    }

    @Override
    public boolean canceled() {
        return Thread.currentThread().isInterrupted();
    }
}
