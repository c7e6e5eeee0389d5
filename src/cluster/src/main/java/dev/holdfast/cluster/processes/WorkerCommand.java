package dev.holdfast.cluster.processes;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.handlers.HandlerJars;
import dev.holdfast.launch.WorkerJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker process is started: this JVM's {@code java} with a small heap, on those parts of this program's class path
 * that a worker needs. The password goes into its environment, never into its arguments.
 *
 * @param jvm with the class path of the workers
 */
record WorkerCommand(ConnectionSettings database, WorkerJvm jvm) {
    private static final Pattern NOT_FOR_WORKERS = Pattern.compile(
            "(javafx|controlsfx|atlantafx|ikonli|embedded-(postgres|redis)|picocli|HikariCP|appdirs|jna|commons-(?!pool)|xz-|db-scheduler|jobrunr|asm-|xchart|error_prone|holdfast-(cli|console|benchmark|cluster)).*");
    /** What serves metrics, for which most workers are not asked: every jar on the class path makes the start longer. */
    private static final Pattern OF_METRICS = Pattern.compile("(micrometer|prometheus|HdrHistogram|LatencyUtils).*");
    private static final String METRICS_PORT = "HOLDFAST_METRICS_PORT";
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    /** Starts a worker that writes to the log, which is appended to. */
    Process start(String name, int slots, List<String> handlers, Path log) throws IOException {
        List<String> command = jvm.command(List.of(), List.of("--name", name, "--slots", Integer.toString(slots),
                "--handlers", String.join(",", handlers)));
        return process(command).redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Starts another program on the database that nobody waits for: it leaves the processors to the others, where the
     * system has a way to say so.
     */
    Process startInBackground(List<String> command, Map<String, String> environment) throws IOException {
        var all = new ArrayList<String>();
        if (Files.isExecutable(NICE)) {
            all.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        all.addAll(command);
        ProcessBuilder builder = process(all).redirectOutput(NOTHING);
        // That port and those handlers are the workers'.
        builder.environment().keySet().removeAll(List.of(METRICS_PORT, HandlerJars.VARIABLE));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The JVM for workers of this program; what makes its start faster is kept in that directory. */
    static WorkerJvm jvm(Path caches) {
        return new WorkerJvm(classPath(), caches);
    }

    private ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        environment(builder.environment());
        return builder;
    }

    private void environment(Map<String, String> environment) {
        environment.put("HOLDFAST_URL", database.url());
        // The worker outlives the terminal it was started from, and its Ctrl-C is not meant for it.
        environment.put("HOLDFAST_LAUNCHED", "true");
        if (database.user() != null) {
            environment.put("HOLDFAST_USER", database.user());
        }
        if (database.password() != null) {
            environment.put("PGPASSWORD", database.password());
        }
        if (Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .noneMatch(name -> environment.getOrDefault(name, "").toUpperCase(Locale.ROOT).contains("UTF"))) {
            environment.put("LC_ALL", "C.UTF-8");
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> isForWorkers(Path.of(part).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isForWorkers(String file) {
        boolean metrics = !System.getenv().getOrDefault(METRICS_PORT, "").isEmpty();
        return !NOT_FOR_WORKERS.matcher(file).matches() && (metrics || !OF_METRICS.matcher(file).matches());
    }
}
