package dev.holdfast.benchmark.peers.programs;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.Stream.Builder;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr with its PostgreSQL storage. */
final class JobRunrProgram extends Program {
    public static void main(String[] arguments) throws Exception {
        new JobRunrProgram().run(arguments);
    }

    /** A job that does nothing. */
    public record Noop() implements JobRequest {
        @Override
        public Class<NoopHandler> getJobRequestHandler() {
            return NoopHandler.class;
        }
    }

    /** A job that lasts. */
    public record Nap() implements JobRequest {
        @Override
        public Class<NapHandler> getJobRequestHandler() {
            return NapHandler.class;
        }
    }

    /** A job that lasts for half a second. */
    public record Step(int number) implements JobRequest {
        @Override
        public Class<StepHandler> getJobRequestHandler() {
            return StepHandler.class;
        }
    }

    /** Runs what does nothing. */
    public static final class NoopHandler implements JobRequestHandler<Noop> {
        @Override
        public void run(Noop job) {}
    }

    /** Runs what lasts. */
    public static final class NapHandler implements JobRequestHandler<Nap> {
        @Override
        public void run(Nap job) throws InterruptedException {
            nap();
        }
    }

    /** Runs what lasts for half a second. */
    public static final class StepHandler implements JobRequestHandler<Step> {
        @Override
        public void run(Step job) throws InterruptedException {
            step(job.number());
        }
    }

    @Override
    void load(DataSource database, String task, int count) {
        JobRequestScheduler scheduler = JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(database))
                .initialize()
                .getJobRequestScheduler();
        Builder<JobRequest> jobs = Stream.builder();
        for (int i = 0; i < count; i++) {
            jobs.add(job(task, i));
        }
        scheduler.enqueue(jobs.build());
    }

    private static JobRequest job(String task, int number) {
        return switch (task) {
            case "nap" -> new Nap();
            case "step" -> new Step(number);
            default -> new Noop();
        };
    }

    @Override
    void work(JsonNode options) {
        JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(pool(options.path("pool").asInt())))
                .useBackgroundJobServer(usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(options.path("workers").asInt())
                        .andPollIntervalInSeconds(options.path("pollSeconds").asInt()))
                .initialize();
    }
}
