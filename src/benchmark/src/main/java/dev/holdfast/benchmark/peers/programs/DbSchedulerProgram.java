package dev.holdfast.benchmark.peers.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/** db-scheduler with PostgreSQL's lock-and-fetch. */
final class DbSchedulerProgram extends Program {
    private static final int BATCH = 5_000;
    /** Beside its threads, it polls and beats. */
    private static final int MORE_CONNECTIONS = 4;
    /** The table as its documentation has it. */
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name            text        NOT NULL,
                task_instance        text        NOT NULL,
                task_data            bytea,
                execution_time       timestamptz,
                picked               boolean     NOT NULL,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures int,
                last_heartbeat       timestamptz,
                version              bigint      NOT NULL,
                priority             smallint,
                state                text,
                PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            CREATE INDEX IF NOT EXISTS priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time ASC)
            """;
    private static final Map<String, TaskDescriptor<Void>> DESCRIPTORS = Map.of(
            "noop", TaskDescriptor.of("noop"), "nap", TaskDescriptor.of("nap"), "step",
            TaskDescriptor.of("step"));

    public static void main(String[] arguments) throws Exception {
        new DbSchedulerProgram().run(arguments);
    }

    @Override
    void load(DataSource database, String task, int count) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        SchedulerClient client = SchedulerClient.Builder.create(database).build();
        for (int from = 0; from < count; from += BATCH) {
            var batch = new ArrayList<TaskInstance<?>>();
            for (int i = from; i < Math.min(from + BATCH, count); i++) {
                batch.add(descriptor(task).instance(Integer.toString(i)).build());
            }
            client.scheduleBatch(batch, Instant.now());
        }
    }

    private static TaskDescriptor<Void> descriptor(String task) {
        TaskDescriptor<Void> found = DESCRIPTORS.get(task);
        if (found == null) {
            throw new IllegalArgumentException(task);
        }
        return found;
    }

    @Override
    void work(JsonNode options) {
        OneTimeTask<Void> noop = Tasks.oneTime(descriptor("noop")).execute((instance, context) -> {});
        OneTimeTask<Void> nap = Tasks.oneTime(descriptor("nap"))
                .execute((instance, context) -> unlessStopped(Program::nap));
        OneTimeTask<Void> step = Tasks.oneTime(descriptor("step"))
                .execute((instance, context) -> unlessStopped(() -> step(Integer.parseInt(instance.getId()))));
        int threads = options.path("threads").asInt();
        SchedulerBuilder builder = Scheduler.create(pool(threads + MORE_CONNECTIONS), List.of(noop, nap, step))
                .schedulerName(new SchedulerName.Fixed("process " + ProcessHandle.current().pid()))
                .threads(threads)
                .pollingInterval(Duration.ofMillis(options.path("pollMillis").asInt()));
        if (options.has("upper")) {
            builder.pollUsingLockAndFetch(options.path("lower").asDouble(), options.path("upper").asDouble());
        }
        if (options.has("heartbeatMillis")) {
            builder.heartbeatInterval(Duration.ofMillis(options.path("heartbeatMillis").asInt()))
                    .missedHeartbeatsLimit(options.path("missedHeartbeats").asInt());
        }
        builder.build().start();
    }

    /** What takes a while. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void unlessStopped(Work work) {
        try {
            work.run();
        } catch (InterruptedException stopped) {
            LoggerFactory.getLogger(DbSchedulerProgram.class).debug("stopped at its work");
        }
    }
}
