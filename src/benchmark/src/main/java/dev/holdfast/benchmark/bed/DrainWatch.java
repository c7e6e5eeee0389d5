package dev.holdfast.benchmark.bed;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Times how long workers take until nothing is left of what waited before they came: from the start of their first
 * session to the first look that finds nothing, both by the server's clock. So the start of a process does not count,
 * and is the same for all that are compared.
 *
 * @param connection to the database of the workers, and not itself a worker's
 * @param left       SQL for whether something is left
 * @param patience   after which a drain has failed
 */
public record DrainWatch(Connection connection, String left, CpuMeter cpu, Duration patience) {
    private static final Duration LEAST_PAUSE = Duration.ofMillis(10);
    /** Looking takes at most this share of the time: where many rows are dead, a look is not cheap. */
    private static final int ONE_IN = 20;
    private static final String FIRST_SESSION = """
            SELECT extract(epoch FROM min(backend_start))::float8 FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
                  AND application_name <> 'holdfast bench'
            """;

    /** Asks whether the workers still live, and throws what is wrong. */
    @FunctionalInterface
    public interface Check<E extends Exception> {
        void requireAlive() throws E, InterruptedException;
    }

    /** Waits for the end of a drain; empty when it was not done in time. */
    public <E extends Exception> Optional<Drain> of(int jobs, Check<E> workers)
            throws E, SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Double begin = null;
        double cpuBegin = 0;
        while (System.nanoTime() < deadline) {
            long look = System.nanoTime();
            if (begin == null) {
                begin = Sql.value(connection, Double.class, FIRST_SESSION);
                cpuBegin = cpu.seconds();
            } else {
                double end = Objects.requireNonNull(Sql.value(connection, Double.class, """
                        SELECT CASE WHEN %s THEN 0 ELSE extract(epoch FROM clock_timestamp()) END::float8
                        """.formatted(left)));
                if (end > 0) {
                    return Optional.of(new Drain(jobs, end - begin, cpu.seconds() - cpuBegin));
                }
            }
            workers.requireAlive();
            Thread.sleep(Duration.ofNanos(Math.max(LEAST_PAUSE.toNanos(), (System.nanoTime() - look) * (ONE_IN - 1))));
        }
        return Optional.empty();
    }
}
