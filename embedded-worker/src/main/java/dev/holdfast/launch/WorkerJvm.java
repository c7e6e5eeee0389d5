package dev.holdfast.launch;

import dev.holdfast.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM of a worker process: the one of this program with a small heap, and with a start cache where there is one.
 * Immutable, thread-safe.
 *
 * @param classPath what the worker needs; jars only, if its start is to be cached
 * @param caches    the directory for the start cache
 */
public record WorkerJvm(String classPath, Path caches) {
    private static final String CACHE = "worker";

    /**
     * The command line of a worker.
     *
     * @param options   further options of the JVM
     * @param arguments those of {@link WorkerMain}
     */
    public List<String> command(List<String> options, List<String> arguments) {
        var all = new ArrayList<>(cache().options());
        all.addAll(options);
        all.addAll(List.of("-cp", classPath, WorkerMain.class.getName()));
        all.addAll(arguments);
        return java(all);
    }

    /** The cache that its workers start with; its jars are looked at anew each time. */
    public StartCache cache() {
        return StartCache.of(caches, CACHE, classPath);
    }

    /** How the process of a training is started. */
    @FunctionalInterface
    public interface Starter {
        /**
         * Starts a command with a database of its own as its {@code HOLDFAST_URL}, its standard input a pipe that this
         * program keeps open: it ends with this program. Nobody reads what it writes.
         */
        Process start(List<String> command) throws IOException;
    }

    /**
     * Makes the cache by a worker that runs what waits for it, and ends.
     *
     * @param patience how long that may take
     * @return false when that left none, for whatever reason
     */
    public boolean train(Starter starter, Duration patience) throws IOException, InterruptedException {
        return cache().make(options -> run(starter, patience, options, TrainingMain.class.getName(), "--burst"),
                options -> run(starter, patience, options, "-version"));
    }

    private int run(Starter starter, Duration patience, List<String> options, String... last)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(options);
        all.addAll(List.of("-cp", classPath));
        all.addAll(List.of(last));
        Process process = starter.start(java(all));
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> java(List<String> arguments) {
        // What the JVM thinks of a cache that it cannot use must not come into the worker's log.
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Xlog:disable", "-Xlog:all=error,aot*=off,cds*=off:stderr"));
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
