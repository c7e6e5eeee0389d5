package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A password that is used everywhere is found nowhere: not in what commands and workers print, with all logs at their
 * loudest, not in the process list, thread dumps and crash reports, not in the database.
 */
@DisabledOnOs(OS.WINDOWS)
@Isolated("looks at the whole server")
class CanaryTest {
    private static final String CANARY = "canary-Zq7-" + ProcessHandle.current().pid();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @Test
    void thePasswordIsFoundNowhere() throws Exception {
        try (Database database = Database.withSchema()) {
            String user = Objects.requireNonNull(database.settings().user());
            String url = database.settings().url();
            String inAddress = url.replaceFirst("^jdbc:postgresql://", "postgresql://" + user + ":" + CANARY + "@");
            database.run("ALTER ROLE \"%s\" PASSWORD '%s'".formatted(user, CANARY));
            List<Map<String, String>> ways = List.of(Map.of("HOLDFAST_URL", inAddress),
                    Map.of("HOLDFAST_URL", url, "HOLDFAST_USER", user, "PGPASSWORD", CANARY));

            Process worker = start("worker", ways.getFirst(), List.of("-XX:ErrorFile=" + directory.resolve("crash.txt"),
                    "-XX:-CreateCoredumpOnCrash"), "worker", "--handlers", "command,sleep");
            var tasks = new Tasks(database.source());
            int nr = 0;
            for (Map<String, String> way : ways) {
                assertThat(run("submit" + nr, way, "submit", "leak" + nr, "--", "sh", "-c",
                        "env; cat /proc/$$/cmdline; exit 3")).isZero();
                assertThat(run("list" + nr, way, "list")).isZero();
                assertThat(run("doctor" + nr, way, "doctor")).isZero();
                assertThat(run("show" + nr, way, "show", "1")).isZero();
                assertThat(run("bug" + nr, way, "log", "no-number")).isEqualTo(2);
                nr++;
            }
            assertThat(run("nowhere", Map.of("HOLDFAST_URL", "postgresql://ann:" + CANARY + "@127.0.0.1:1/x"), "list"))
                    .isEqualTo(3);
            assertThat(run("nobody", Map.of("HOLDFAST_URL", inAddress.replace("//" + user, "//nobody_there")), "list"))
                    .isEqualTo(3);
            assertThat(
                    run("nodb", Map.of("HOLDFAST_URL", inAddress.replaceFirst("/test_[^?]*", "/not_there")), "worker"))
                    .isEqualTo(3);
            assertThat(run("strange", Map.of("HOLDFAST_URL", "mysql://ann:" + CANARY + "@db/x"), "list")).isEqualTo(2);
            assertThat(run("tls", Map.of("HOLDFAST_URL", inAddress + (inAddress.contains("?") ? "&" : "?")
                    + "sslmode=verify-full&sslrootcert=/not/there&sslpassword=" + CANARY), "list")).isIn(3, 5);
            assertThat(run("argument", Map.of(), "list", "--url", inAddress)).isEqualTo(2);
            assertThat(run("mistyped", Map.of(), "list", "--ulr", inAddress)).isEqualTo(2);

            await().atMost(PATIENCE)
                    .until(() -> tasks.list(TaskFilter.all(), 10)
                            .stream()
                            .allMatch(task -> task.state() == TaskState.FAILED));
            keep("processes", output("ps", "-eww", "-o", "pid,args"));
            signal(worker, "QUIT");
            signal(worker, "SEGV");
            worker.waitFor();
            assertThat(directory.resolve("crash.txt")).exists();
            keep("database", everything(database));
            for (Task task : List.of(tasks.find(1).orElseThrow(), tasks.find(2).orElseThrow())) {
                keep("task" + task.summary().id(), task.toString());
            }
        } finally {
            started.forEach(Process::destroyForcibly);
        }
        assertThat(read("worker")).contains("online", "Full thread dump");
        assertThat(read("database")).contains("PATH=");
        assertThat(read("processes")).contains("dev.holdfast.cli.Main worker");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.getFileName().toString())
                        .doesNotContain(CANARY);
            }
        }
    }

    /** All that the database keeps of tasks, and shows of sessions. */
    private static String everything(Database database) {
        return Sql.call(database.source(), connection -> String
                .join("\n", Stream.of("tasks", "task_logs", "workers", "locks")
                        .map(table -> "SELECT COALESCE(string_agg(t::text, chr(10)), '') FROM holdfast.%s AS t"
                                .formatted(table))
                        .map(query -> Sql.call(database.source(), c -> Sql.value(c, String.class, query)))
                        .toList())
                + Sql.value(connection, String.class,
                        "SELECT string_agg(a::text, chr(10)) FROM pg_stat_activity AS a"));
    }

    /** Runs a command in a process of its own to its end, and keeps what it prints. */
    private int run(String name, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return start(name, environment, List.of(), arguments).waitFor();
    }

    private Process start(String name, Map<String, String> environment, List<String> options, String... arguments)
            throws IOException {
        Path logging = directory.resolve("loud.xml");
        Files.writeString(logging, """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%logger %msg%n</pattern></encoder>
                  </appender>
                  <root level="TRACE"><appender-ref ref="out"/></root>
                </configuration>
                """);
        Path driver = directory.resolve("loud.properties");
        Files.writeString(driver, """
                handlers = java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level = ALL
                .level = ALL
                """);
        var command = new ArrayList<String>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + logging, "-Djava.util.logging.config.file=" + driver));
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name).toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("HOLDFAST") || key.startsWith("PG"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void keep(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }
}
