package dev.holdfast.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.testing.History;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Resources leave the registry as fast as can be, all the time, while others submit, admit, run, finish and hold. No name may
 * ever stand for two ids that are in use, nor an id for two names.
 */
class RegistryTest extends DatabaseTest {
    private static final int SUBMITTERS = 2;
    private static final int EACH = 300;
    private static final int RESOURCES = 6;

    private final AtomicInteger open = new AtomicInteger();

    @BeforeEach
    void watch() {
        new Retention(0.0, null).save(database.source());
        database.run("CREATE TABLE IF NOT EXISTS public.registered (id integer, name text)");
        database.run("CREATE TABLE IF NOT EXISTS public.held (name text, since timestamptz, until timestamptz)");
        database.run("TRUNCATE public.registered, public.held");
        database.run("""
                CREATE OR REPLACE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO public.registered VALUES (NEW.id, NEW.name); RETURN NULL; END'
                """);
        database.run(
                "CREATE OR REPLACE TRIGGER note AFTER INSERT ON holdfast.resources FOR EACH ROW EXECUTE FUNCTION public.note()");
    }

    @Test
    void noNameIsLockedTwice() throws Exception {
        long seed = System.nanoTime();
        open.set(SUBMITTERS);
        List<Future<Integer>> results = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < SUBMITTERS; i++) {
                results.add(threads.submit(submitter(new Random(seed + i))));
            }
            for (int i = 0; i < 3; i++) {
                results.add(threads.submit(worker("w" + i)));
            }
            results.add(threads.submit(person(new Random(seed + 10))));
            results.add(threads.submit(person(new Random(seed + 11))));
            results.add(threads.submit(cleaner()));
            results.add(threads.submit(cleaner()));
        }
        for (Future<Integer> result : results) {
            result.get();
        }
        try (Connection connection = database.open()) {
            assertThat(History.violations(connection)).as("seed %s", seed).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
            assertThat(Sql.list(connection, """
                    SELECT format('task %s ran while somebody held %s', f.id, h.name) AS violation
                    FROM public.held AS h JOIN holdfast.finished AS f ON h.name = ANY (f.exclusive)
                    WHERE f.started_at < h.until AND f.finished_at > h.since
                    """, row -> row.getString(1))).as("seed %s", seed).isEmpty();
            assertThat(Sql.list(connection, "SELECT id FROM public.registered GROUP BY id HAVING count(*) > 1",
                    row -> row.getInt(1))).isEmpty();
        }
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.finished")).isEqualTo(SUBMITTERS * EACH);
        assertThat(value(Long.class, "SELECT count(*) FROM public.registered")).as("they came and went")
                .isGreaterThan(3 * RESOURCES);
        assertThat(value(Long.class, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                .isZero();
    }

    private Callable<Integer> submitter(Random random) {
        return () -> {
            try (Connection connection = database.open()) {
                for (int i = 0; i < EACH; i++) {
                    Tasks.submit(connection, TaskRequest.of("work").exclusive(name(random)));
                    while (value(Long.class, "SELECT count(*) FROM holdfast.unfinished") > 4) {
                        Thread.onSpinWait();
                    }
                }
            } finally {
                open.decrementAndGet();
            }
            return 0;
        };
    }

    private Callable<Integer> worker(String name) {
        return () -> {
            try (TestWorker worker = TestWorker.register(database.settings(), name, "work")) {
                while (open.get() > 0 || anyLeft()) {
                    for (Claimed task : worker.take(2)) {
                        assertThat(worker.complete(task)).isPresent();
                    }
                    worker.session().sweep(List.of("work"));
                }
            }
            return 0;
        };
    }

    private Callable<Integer> person(Random random) {
        return () -> {
            try (Connection connection = database.open()) {
                while (open.get() > 0) {
                    String name = name(random);
                    if (Boolean.TRUE.equals(
                            Sql.value(connection, Boolean.class, "SELECT holdfast.hold(?, wait => ?)", name,
                                    random.nextBoolean()))) {
                        Sql.run(connection, "INSERT INTO public.held VALUES (?, clock_timestamp())", name);
                        Sql.run(connection, "SELECT pg_sleep(0.002)");
                        Sql.run(connection,
                                "UPDATE public.held SET until = clock_timestamp() WHERE until IS NULL AND name = ?",
                                name);
                        assertThat(Sql.value(connection, Boolean.class, "SELECT holdfast.release(?)", name)).isTrue();
                    }
                }
            }
            return 0;
        };
    }

    private Callable<Integer> cleaner() {
        return () -> {
            try (Connection connection = database.open()) {
                while (open.get() > 0 || anyLeft()) {
                    // Not Cleaning.run: finished tasks are what is looked at in the end.
                    Integer seen = 0;
                    while (seen != null) {
                        seen = Sql.value(connection, Integer.class, "SELECT seen FROM holdfast.remove_resources(?, 2)",
                                seen);
                    }
                    Sql.run(connection, "SELECT holdfast.admit()");
                }
            }
            return 0;
        };
    }

    private boolean anyLeft() throws Exception {
        return value(Boolean.class, "SELECT EXISTS (SELECT FROM holdfast.unfinished)");
    }

    private static String name(Random random) {
        return "r/" + random.nextInt(RESOURCES);
    }
}
