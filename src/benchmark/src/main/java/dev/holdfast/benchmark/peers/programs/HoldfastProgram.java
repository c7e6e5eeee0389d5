package dev.holdfast.benchmark.peers.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.handlers.Handler;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.handlers.TaskContext;
import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.worker.Worker;
import dev.holdfast.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Holdfast itself, with a worker's own settings; the schema is there already. */
final class HoldfastProgram extends Program {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 10;

    public static void main(String[] arguments) throws Exception {
        new HoldfastProgram().run(arguments);
    }

    /** What takes a while. */
    @FunctionalInterface
    private interface Work {
        void run(int number) throws InterruptedException;
    }

    private record Job(String name, Work work) implements Handler {
        @Override
        public @Nullable String run(TaskContext task) throws Exception {
            work.run(JSON.readTree(task.payload()).path("n").intValue());
            return null;
        }
    }

    @Override
    void load(DataSource database, String task, int count) {
        new Tasks(database::getConnection).submitAll(IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of(task).payload("{\"n\": %d}".formatted(i)).maxAttempts(ATTEMPTS))
                .toList());
    }

    @Override
    void work(JsonNode options) {
        WorkerSettings settings = WorkerSettings.of(ConnectionSettings.parse("postgresql://%s:%s/%s".formatted(
                variable("PGHOST"), variable("PGPORT"), variable("PGDATABASE")),
                Map.of("HOLDFAST_USER", variable("PGUSER"), "PGPASSWORD", variable("PGPASSWORD"))));
        var handlers = Handlers.of(List.of(new Job("nap", number -> nap()), new Job("step", Program::step)));
        Thread.ofPlatform().name("worker").start(() -> {
            try {
                new Worker(settings, handlers, WorkerEvents.NONE).run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
