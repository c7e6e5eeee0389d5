package dev.holdfast.benchmark.peers;

import java.util.Map;
import java.util.Optional;

/** A peer, its version, and its settings for each mode that it has; where they come from is in docs/performance.md. */
public enum Peer {
    GRAPHILE_WORKER("graphile-worker", "0.18.0", new NodeProgram("graphile-worker.mjs"),
            "EXISTS (SELECT FROM graphile_worker._private_jobs)",
            Map.of(
                    Mode.SINGLE, new Setup(2, """
                            {"concurrentJobs": 24, "maxPoolSize": 25}"""),
                    Mode.BATCHED,
                    new Setup(2,
                            """
                                    {"concurrentJobs": 100, "maxPoolSize": 25, "completeJobBatchDelay": 0, \
                                    "failJobBatchDelay": 0, "localQueue": {"size": 5000, "refetchDelay": {"durationMs": 10}}}"""),
                    Mode.ONE_KEY, new Setup(1, """
                            {"concurrentJobs": 100, "maxPoolSize": 25, "completeJobBatchDelay": 0, \
                            "failJobBatchDelay": 0, "localQueue": {"size": 20, "refetchDelay": {"durationMs": 10}}}"""),
                    Mode.PROBE, new Setup(1, """
                            {"concurrentJobs": 1, "maxPoolSize": 2}"""),
                    Mode.NAP, new Setup(2, "{}"))),
    PG_BOSS("pg-boss", "12.38.0", new NodeProgram("pg-boss.mjs"),
            "EXISTS (SELECT FROM pgboss.job WHERE name = 'noop' AND state < 'completed')",
            Map.of(
                    Mode.SINGLE, new Setup(2, """
                            {"localConcurrency": 12, "batchSize": 10, "pollingIntervalSeconds": 0.5, \
                            "burstWhenBatchFull": true}"""),
                    Mode.BATCHED, new Setup(2, """
                            {"localConcurrency": 2, "batchSize": 2000, "pollingIntervalSeconds": 0.5, \
                            "burstWhenBatchFull": true}"""),
                    Mode.ONE_KEY, new Setup(2, """
                            {"localConcurrency": 12, "batchSize": 100, "pollingIntervalSeconds": 0.5, \
                            "burstWhenReadyExceeds": 1}"""),
                    Mode.PROBE, new Setup(1, """
                            {"localConcurrency": 1, "batchSize": 2, "pollingIntervalSeconds": 0.5, \
                            "burstWhenBatchFull": true}"""),
                    Mode.NAP, new Setup(2, "{}"),
                    Mode.NAP_WATCHED, new Setup(2, """
                            {"heartbeatSeconds": 10, "superviseIntervalSeconds": 1, "monitorIntervalSeconds": 1, \
                            "pollingIntervalSeconds": 0.5}"""))),
    DB_SCHEDULER("db-scheduler", "16.12.0", new JavaProgram("DbSchedulerProgram"),
            "EXISTS (SELECT FROM scheduled_tasks)",
            Map.of(
                    Mode.SINGLE, new Setup(1, """
                            {"threads": 16, "pollMillis": 100, "lower": 2, "upper": 40}"""),
                    Mode.NAP, new Setup(2, """
                            {"threads": 1, "pollMillis": 100}"""),
                    Mode.NAP_WATCHED, new Setup(2, """
                            {"threads": 1, "pollMillis": 100, "heartbeatMillis": 1000, "missedHeartbeats": 4}"""))),
    JOBRUNR("JobRunr", "8.7.0", new JavaProgram("JobRunrProgram"),
            "EXISTS (SELECT FROM jobrunr_jobs WHERE state IN ('ENQUEUED', 'PROCESSING'))",
            Map.of(
                    Mode.SINGLE, new Setup(1, """
                            {"workers": 200, "pollSeconds": 5, "pool": 32}"""),
                    Mode.NAP, new Setup(2, """
                            {"workers": 4, "pollSeconds": 15, "pool": 8}"""),
                    Mode.NAP_WATCHED, new Setup(2, """
                            {"workers": 4, "pollSeconds": 5, "pool": 8}""")));

    private final String label;
    private final String version;
    private final PeerProgram program;
    private final String unfinished;
    private final Map<Mode, Setup> setups;

    Peer(String label, String version, PeerProgram program, String unfinished, Map<Mode, Setup> setups) {
        this.label = label;
        this.version = version;
        this.program = program;
        this.unfinished = unfinished;
        this.setups = setups;
    }

    public String label() {
        return label;
    }

    public String version() {
        return version;
    }

    PeerProgram program() {
        return program;
    }

    /** SQL for whether a job is left. */
    String unfinished() {
        return unfinished;
    }

    /** After which time a killed worker's job is noticed, as the documentation says. */
    public String noticesDeath(Mode mode) {
        boolean watched = mode == Mode.NAP_WATCHED;
        return switch (this) {
            case GRAPHILE_WORKER -> "4 h";
            case PG_BOSS -> watched ? "10 s" : "15 min";
            case DB_SCHEDULER -> watched ? "4 s" : "30 min";
            case JOBRUNR -> watched ? "20 s" : "60 s";
        };
    }

    /** Empty where the peer has no such mode. */
    public Optional<Setup> setup(Mode mode) {
        return Optional.ofNullable(setups.get(mode));
    }
}
