package dev.holdfast.benchmark.rates;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Drain;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.database.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** How Holdfast drains tasks, with the same steps as a peer: load, vacuum, checkpoint, start workers, wait. */
enum HoldfastRun {
    /** Each tried once and remembered: each finish is durable, and all of it is kept. */
    SINGLE("single", 2, 400, Workload.free(0), false),
    /** May be taken and ended many at once, and is forgotten. */
    BATCHED("batched", 2, 1, new Workload(0, false, 2, false), false),
    /**
     * The same with two of 128 resources each; the worker gives the places in line too. One is faster than two, who wait for
     * each other's row locks.
     */
    TWO_KEYS("batched, 2 of 128 exclusive", 1, 1, new Workload(0, true, 2, false), false),
    /** The same, with places given before the workers come. */
    TWO_KEYS_ADMITTED("batched, 2 of 128 exclusive, admitted before", 1, 1, new Workload(0, true, 2, false), true);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String label;
    private final int workers;
    private final int slots;
    private final Workload kind;
    private final boolean admitted;

    HoldfastRun(String label, int workers, int slots, Workload kind, boolean admitted) {
        this.label = label;
        this.workers = workers;
        this.slots = slots;
        this.kind = kind;
        this.admitted = admitted;
    }

    String label() {
        return label;
    }

    Map<String, String> settings() {
        return new TreeMap<>(
                Map.of("processes", Integer.toString(workers), "slots", Integer.toString(slots), "attempts",
                        Integer.toString(kind.maxAttempts()), "history", kind.keep() ? "kept" : "off"));
    }

    Drain drain(Bed bed, Scale scale) throws SQLException, InterruptedException {
        int count = switch (this) {
            case SINGLE -> scale.of(180_000, 2_000);
            case BATCHED -> scale.of(1_000_000, 20_000);
            case TWO_KEYS -> scale.of(1_000_000, 20_000);
            case TWO_KEYS_ADMITTED -> scale.of(200_000, 20_000);
        };
        Workload.forget(bed.connection());
        new Workload(count, kind.exclusive(), kind.maxAttempts(), kind.keep()).submit(bed.connection());
        if (admitted) {
            Workload.admit(bed.connection());
        }
        Sql.run(bed.connection(), "VACUUM ANALYZE");
        Sql.run(bed.connection(), "CHECKPOINT");
        return bed.drain(workers, slots, count, PATIENCE);
    }
}
