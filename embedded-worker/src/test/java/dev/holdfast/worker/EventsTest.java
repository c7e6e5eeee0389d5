package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.schema.Schema;
import dev.holdfast.testing.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of tasks in each event, of both worker types: the table in docs/worker-types.md, row by row. The rows as they
 * were seen are also in target/events.md.
 */
@Execution(ExecutionMode.CONCURRENT)
class EventsTest {
    private static final Path TABLE = Path.of("../docs/worker-types.md");

    @TempDir
    private Path directory;

    enum Event {
        KILLED("A worker is killed (SIGKILL)"),
        FROZEN("A worker stands still for five seconds (SIGSTOP)"),
        ENDED("A worker is asked to end (SIGTERM)"),
        OTHER_KILLED("The other worker is killed, which is also the manager"),
        ALL_KILLED("All workers are killed, and others started"),
        SESSION_CUT("A worker's lock session is ended"),
        RESTARTED("PostgreSQL is stopped fast, and started"),
        CRASHED("PostgreSQL is stopped at once, and recovers"),
        REDIS_EMPTY("Redis is restarted, empty"),
        REDIS_SILENT("Redis does not answer for three seconds"),
        RUNNING_CANCELED("The running task is canceled"),
        QUEUED_CANCELED("The one behind it is canceled");

        private final String words;

        Event(String words) {
            this.words = words;
        }

        void strike(EventStage stage) throws IOException, InterruptedException {
            switch (this) {
                case KILLED -> stage.worker().kill();
                case FROZEN -> freeze(stage);
                case ENDED -> stage.worker().terminate();
                case OTHER_KILLED -> stage.other().kill();
                case ALL_KILLED -> {
                    stage.worker().kill();
                    stage.other().kill();
                }
                case SESSION_CUT -> stage.endLockSession();
                case RESTARTED -> stage.server().restart();
                case CRASHED -> stage.server().crash();
                case REDIS_EMPTY -> {
                    stage.redis().stop();
                    stage.redis().startEmpty();
                }
                case REDIS_SILENT -> stage.redis().silence(Duration.ofSeconds(3));
                case RUNNING_CANCELED -> stage.cancel(stage.running());
                case QUEUED_CANCELED -> stage.cancel(stage.queued());
            }
        }

        boolean needsOwnServer() {
            return this == RESTARTED || this == CRASHED;
        }

        private static void freeze(EventStage stage) {
            stage.worker().freeze();
            await().pollDelay(Duration.ofSeconds(5)).atMost(Workers.PATIENCE).until(() -> true);
            stage.worker().thaw();
        }
    }

    static Stream<Arguments> rows() {
        return Arrays.stream(Event.values())
                .flatMap(event -> Arrays.stream(WorkerType.values()).map(type -> Arguments.of(event, type)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTableTellsWhatHappens(Event event, WorkerType type) throws Exception {
        String row = event.needsOwnServer() ? onOwnServer(event, type) : onSharedServer(event, type);
        Files.writeString(Path.of("target", "events.md"), row + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(Files.readAllLines(TABLE)).contains(row);
    }

    private String onSharedServer(Event event, WorkerType type) throws Exception {
        try (Database database = Database.withSchema();
                var stage = new EventStage(type, database.settings(), directory, null)) {
            return row(event, type, stage);
        }
    }

    private String onOwnServer(Event event, WorkerType type) throws Exception {
        try (var server = new OwnServer(directory.resolve("data"))) {
            Schema.ensure(server.settings());
            try (var stage = new EventStage(type, server.settings(), directory, server)) {
                return row(event, type, stage);
            }
        }
    }

    private static String row(Event event, WorkerType type, EventStage stage) throws Exception {
        stage.set();
        event.strike(stage);
        return "| %s | %s | %s |".formatted(event.words, type.word(), String.join(" | ", stage.outcome()));
    }
}
