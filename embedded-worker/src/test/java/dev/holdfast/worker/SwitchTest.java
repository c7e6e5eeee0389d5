package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Switches there and back while tasks come and go and programs that switch die at each step. More of them:
 * {@code -Dextra.arg.line="-Dswitches=200 -Dseed=…"}.
 */
class SwitchTest extends WorkerTest {
    private static final int SWITCHES = Integer.getInteger("switches", 8);
    private static final int WORKERS = 3;

    private Redis redis;
    private final Map<Long, TaskRequest> submitted = new LinkedHashMap<>();

    @BeforeEach
    void startRedis() {
        redis = new Redis();
    }

    @AfterEach
    void stopRedis() {
        workers.close();
        redis.close();
    }

    @Test
    void noTaskIsLostOrRunTwiceHoweverOftenTheTypeIsSwitched() throws SQLException {
        long seed = Long.getLong("seed", 20261125);
        var random = new Random(seed);
        workers.startAll(WORKERS, "--ttl", "10", "--sweep", "1000");
        for (int i = 0; i < SWITCHES; i++) {
            submitSome(random);
            WorkerType target = state().type().other();
            switchTo(target, random);
            assertThat(state().type()).as("seed %d, switch %d", seed, i).isEqualTo(target);
            submitSome(random);
        }
        submitted.keySet().forEach(id -> workers.awaitState(id, TaskState.COMPLETED));
        assertThat(witness.overlaps(this::conflict)).as("seed %d", seed).isEmpty();
        assertThat(submitted.keySet()).as("one attempt, of one process")
                .allSatisfy(id -> assertThat(witness.runs(id)).isOne());
        assertThat(workers.complaints()).isEmpty();
    }

    @Test
    void aWorkerThatSleepsThroughADrainKeepsTheSwitchFromItsEnd() throws SQLException {
        WorkerProcess sleeper = workers.start();
        workers.start();
        await().atMost(Workers.PATIENCE)
                .until(() -> workers.value(Long.class,
                        "SELECT count(*) FROM holdfast.workers WHERE epoch = (SELECT epoch FROM holdfast.worker_type)") == 2);
        sleeper.freeze();
        try (var changeover = Changeover.open(database.settings())) {
            changeover.begin(WorkerType.MANAGER, redis.address());
            await().atMost(Workers.PATIENCE).until(() -> changeover.stragglers().size() == 1);
            assertThat(changeover.stragglers().getFirst().worker()).isEqualTo(sleeper.name());
            sleeper.thaw();
            await().atMost(Workers.PATIENCE).until(() -> changeover.stragglers().isEmpty());
            changeover.complete();
            changeover.resume();
        }
        long id = workers.submit(witness.task("after", 0).exclusive("a"));
        workers.awaitState(id, TaskState.COMPLETED);
        await().atMost(Workers.PATIENCE)
                .until(() -> workers.value(Long.class,
                        "SELECT count(*) FROM holdfast.workers WHERE type = 'manager'") == 2);
    }

    @Test
    void aWorkerThatStartsWithAnotherWishSaysSoAndFollowsTheDatabase() throws SQLException {
        long before = workers.submit(witness.task("before", 0));
        WorkerProcess worker = workers.start();
        workers.awaitState(before, TaskState.COMPLETED);
        try (var changeover = Changeover.open(database.settings())) {
            switchOver(changeover, WorkerType.MANAGER);
        }
        await().atMost(Workers.PATIENCE).until(() -> worker.output().contains("the worker type is manager"));
        workers.awaitState(workers.submit(witness.task("after", 0)), TaskState.COMPLETED);
    }

    /** Each program that dies leaves a state from which the next one goes on, or back and then there. */
    private void switchTo(WorkerType target, Random random) throws SQLException {
        int diesAfter = random.nextInt(6);
        if (diesAfter < 4) {
            try (var dying = Changeover.open(database.settings())) {
                dying.begin(target, redis.address());
                if (diesAfter > 0) {
                    await().atMost(Workers.PATIENCE).until(() -> dying.stragglers().isEmpty());
                }
                if (diesAfter > 1) {
                    dying.complete();
                }
                if (diesAfter > 2) {
                    dying.resume();
                }
            }
            submitSome(random);
        }
        try (var changeover = await().atMost(Workers.PATIENCE)
                .ignoreExceptions()
                .until(() -> Changeover.open(database.settings()), opened -> true)) {
            if (changeover.state().target() != null && random.nextBoolean()) {
                changeover.resume();
            }
            if (changeover.state().type() == target) {
                changeover.resume();
            } else {
                switchOver(changeover, target);
            }
        }
    }

    private void switchOver(Changeover changeover, WorkerType target) throws SQLException {
        changeover.begin(target, redis.address());
        await().atMost(Workers.PATIENCE).until(() -> changeover.stragglers().isEmpty());
        changeover.complete();
        changeover.resume();
    }

    private TypeState state() {
        return Sql.call(workers.source(), TypeState::read);
    }

    private void submitSome(Random random) {
        for (int left = random.nextInt(1, 12); left > 0; left--) {
            TaskRequest request = witness.task("t" + submitted.size(), random.nextInt(30));
            for (int r : needed(random)) {
                request = random.nextInt(3) == 0 ? request.shared("r/" + r) : request.exclusive("r/" + r);
            }
            submitted.put(workers.submit(request), request);
        }
    }

    private static Set<Integer> needed(Random random) {
        var needed = new HashSet<Integer>();
        for (int left = random.nextInt(4); left > 0; left--) {
            needed.add(random.nextInt(8));
        }
        return needed;
    }

    private boolean conflict(long one, long other) {
        TaskRequest a = submitted.get(one);
        TaskRequest b = submitted.get(other);
        return a.exclusive().stream().anyMatch(r -> b.exclusive().contains(r) || b.shared().contains(r))
                || a.shared().stream().anyMatch(b.exclusive()::contains);
    }
}
