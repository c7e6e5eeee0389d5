package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many sessions at once submit, take, finish and cancel; the server's own count of deadlocks must stay at zero. */
class ConcurrencyTest extends DatabaseTest {
    private static final int SUBMITTERS = 3;
    private static final int WORKERS = 6;
    private static final int EACH = 300;
    private static final int RESOURCES = 12;

    private final AtomicInteger open = new AtomicInteger(SUBMITTERS);

    @Test
    void nothingOverlapsNothingIsLostNothingDeadlocks() throws Exception {
        long seed = System.nanoTime();
        List<Future<Integer>> results = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                results.add(threads.submit(submitter(new Random(seed + i))));
            }
            for (int i = 0; i < WORKERS; i++) {
                results.add(threads.submit(worker("w" + i)));
            }
            results.add(threads.submit(canceler(new Random(seed + 99))));
        }
        int finished = 0;
        for (Future<Integer> result : results) {
            finished += result.get();
        }
        try (Connection connection = database.open()) {
            assertThat(History.violations(connection)).as("seed %s", seed).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
        }
        assertThat(finished).isEqualTo(SUBMITTERS * EACH);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.tasks WHERE finished_at IS NULL")).isZero();
        assertThat(value(Long.class, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
    }

    @Test
    void neitherDoTheOptions() throws Exception {
        long seed = System.nanoTime();
        open.set(SUBMITTERS);
        List<Future<Integer>> results = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                results.add(threads.submit(submitterOfOptions(new Random(seed + i))));
            }
            for (int i = 0; i < WORKERS; i++) {
                results.add(threads.submit(failingWorker("w" + i, new Random(seed + 50 + i))));
            }
            results.add(threads.submit(canceler(new Random(seed + 99))));
        }
        for (Future<Integer> result : results) {
            result.get();
        }
        try (Connection connection = database.open()) {
            assertThat(History.violations(connection)).as("seed %s", seed).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
        }
        for (String table : List.of("unfinished", "scheduled", "following", "prerequisites", "submitted", "ready",
                "running", "unique_keys WHERE NOT ended")) {
            assertThat(value(Long.class, "SELECT count(*) FROM holdfast." + table)).as(table).isZero();
        }
        assertThat(value(Long.class, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
    }

    private Callable<Integer> submitterOfOptions(Random random) {
        return () -> {
            try (Connection connection = database.open()) {
                for (int i = 0; i < EACH; i++) {
                    TaskRequest request = TaskRequest.of("work").exclusive(some(random)).shared(some(random));
                    List<Long> known = Sql.list(connection, "SELECT id FROM holdfast.tasks ORDER BY random() LIMIT ?",
                            row -> row.getLong(1), random.nextInt(4));
                    Instant soon = Instant.now().plusMillis(random.nextInt(200));
                    Tasks.submit(connection, switch (random.nextInt(6)) {
                        case 0 -> request.due(soon);
                        case 1 -> request.expires(soon);
                        case 2 -> request.maxAttempts(3).backoff(Duration.ofMillis(random.nextInt(20)));
                        case 3 ->
                            request.uniqueKey("key " + random.nextInt(5), Duration.ofMillis(1 + random.nextInt(50)));
                        case 4 -> request.group("group " + random.nextInt(3));
                        default -> request.after(known,
                                random.nextBoolean() ? TaskRequest.IfFailed.RUN : TaskRequest.IfFailed.SKIP);
                    });
                }
            } finally {
                open.decrementAndGet();
            }
            return 0;
        };
    }

    private Callable<Integer> failingWorker(String name, Random random) {
        return () -> {
            try (TestWorker worker = TestWorker.register(database.settings(), name, "work")) {
                while (open.get() > 0 || anyLeft()) {
                    worker.session().makeDue();
                    worker.admit();
                    for (Claimed task : worker.take(3)) {
                        assertThat(random.nextInt(4) == 0 ? worker.fail(task, "no luck") : worker.complete(task))
                                .isPresent();
                    }
                }
            }
            return 0;
        };
    }

    private Callable<Integer> submitter(Random random) {
        return () -> {
            try (Connection connection = database.open()) {
                for (int i = 0; i < EACH; i++) {
                    Tasks.submit(connection, TaskRequest.of("work").exclusive(some(random)).shared(some(random)));
                }
            } finally {
                open.decrementAndGet();
            }
            return 0;
        };
    }

    private Callable<Integer> worker(String name) {
        return () -> {
            int finished = 0;
            try (TestWorker worker = TestWorker.register(database.settings(), name, "work")) {
                while (open.get() > 0 || anyLeft()) {
                    for (Claimed task : worker.take(3)) {
                        assertThat(worker.complete(task)).isPresent();
                        finished++;
                    }
                }
            }
            return finished;
        };
    }

    private Callable<Integer> canceler(Random random) {
        return () -> {
            int canceled = 0;
            try (Connection connection = database.open()) {
                while (open.get() > 0) {
                    Long id = Sql.value(connection, Long.class,
                            "SELECT id FROM holdfast.tasks WHERE state = 'waiting' ORDER BY id OFFSET ? LIMIT 1",
                            random.nextInt(40));
                    if (id != null && "canceled".equals(
                            Sql.value(connection, String.class, "SELECT holdfast.cancel(?)::text", id))) {
                        canceled += "canceled".equals(Sql.value(connection, String.class,
                                "SELECT CASE WHEN started_at IS NULL THEN 'canceled' END FROM holdfast.tasks WHERE id = ?",
                                id)) ? 1 : 0;
                    }
                }
            }
            return canceled;
        };
    }

    private boolean anyLeft() throws Exception {
        return value(Boolean.class, "SELECT EXISTS (SELECT FROM holdfast.tasks WHERE finished_at IS NULL)");
    }

    private static String[] some(Random random) {
        return random.ints(random.nextInt(3), 0, RESOURCES).distinct().mapToObj(i -> "r/" + i).toArray(String[]::new);
    }
}
