package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Streams;
import dev.holdfast.testing.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LocksTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);

    @Test
    void showsNothingWhereNothingIsHeld() {
        assertThat(cli.run("locks").err()).isEqualTo("no lock is held\n");
        assertThat(cli.run("locks", "--json").json().isArray()).isTrue();
        assertThat(cli.run("resources").err()).isEqualTo("no resource is in use\n");
        assertThat(cli.run("workers").err()).isEqualTo("no worker is online\n");
        assertThat(cli.run("resources", "repo/none").code()).isEqualTo(4);
    }

    @Test
    void namesHoldersQueuesAndWorkers() throws SQLException {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            cli.run("submit", "gc", "--need", "repo/A", "--share", "pool");
            cli.run("submit", "gc", "--need", "repo/A");
            long running = worker.claim("gc").getFirst();
            assertThat(cli.run("locks").out().lines()).hasSize(5)
                    .anyMatch(line -> line.matches("resource +repo/A +exclusive +held .* w1 +" + running + " gc .*"))
                    .anyMatch(line -> line.matches("resource +pool +shared +held .*"));
            assertThat(cli.run("resources").out())
                    .containsPattern("repo/A +exclusive +task " + running + " gc +1 ");
            assertThat(cli.run("resources", "repo/A").out().lines()).hasSize(3)
                    .anyMatch(line -> line.matches(" *2 .*gc +waiting +exclusive.*"));
            assertThat(cli.run("workers").out()).containsPattern("w1 +online +host.example +42 +8 .* gc +"
                    + running + " gc");
        }
    }

    @Test
    void jsonHasStableNames() throws SQLException {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            cli.run("submit", "gc", "--need", "repo/A");
            worker.claim("gc");
            assertNames(cli.run("locks", "--json").json(), "kind", "name", "resource", "mode", "granted", "since",
                    "session", "application", "role", "client", "activity", "worker_id", "worker", "task_id", "task");
            assertNames(cli.run("resources", "--json").json(), "id", "name", "holders", "queued", "oldest_since",
                    "next");
            assertNames(cli.run("resources", "repo/A", "--json").json(), "nth", "task_id", "task_name", "state",
                    "exclusive", "first", "lost", "worker", "submitted", "started");
            assertNames(cli.run("workers", "--json").json(), "id", "name", "host", "pid", "version", "type", "slots",
                    "handlers", "state", "alive", "session", "started", "last_seen", "ended", "tasks");
        }
    }

    @Test
    void aWorkerWhoseLockIsGoneIsLostWithItsTask() throws SQLException {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            cli.run("submit", "gc", "--need", "repo/A");
            assertThat(worker.claim("gc")).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(cli.run("workers").out()).containsPattern("w1 +lost"));
        assertThat(cli.run("resources", "repo/A").out()).containsPattern("gc +lost +exclusive +yes +w1");
        assertThat(cli.run("workers", "--all").out().lines()).hasSize(2);
        assertThat(cli.run("workers", "--json").json().get(0).path("alive").asBoolean()).isFalse();
    }

    @Test
    void holdKeepsTasksAwayUntilItIsStopped() throws Exception {
        var streams = new Streams();
        var result = new FutureTask<>(() -> cli.start(streams, "hold", "repo/A"));
        Thread holder = Thread.ofPlatform().start(result);
        await().until(() -> streams.err().contains("holding repo/A"));
        JsonNode held = cli.run("resources", "--json").json().get(0);
        assertThat(held.path("holders").get(0).path("label").asText()).startsWith("holdfast hold by ");
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            long id = cli.run("submit", "gc", "--need", "repo/A").id();
            assertThat(worker.claim("gc")).isEmpty();
            assertThat(cli.run("why", "" + id).out()).contains("repo/A is held by holdfast hold by ");
            holder.interrupt();
            assertThat(result.get().code()).isZero();
            assertThat(worker.claim("gc")).containsExactly(id);
        }
    }

    @Test
    void holdWaitsForItsTurn() throws Exception {
        var streams = new Streams();
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            cli.run("submit", "gc", "--need", "repo/A");
            long id = worker.claim("gc").getFirst();
            Thread holder = Thread.ofPlatform().start(() -> cli.start(streams, "hold", "repo/A", "--shared"));
            await().until(() -> streams.err().contains("repo/A is in use; waiting for it"));
            assertThat(streams.err()).doesNotContain("holding");
            worker.complete(id);
            await().until(() -> streams.err().contains("holding repo/A"));
            holder.interrupt();
            holder.join();
            assertThat(cli.run("resources").err()).isEqualTo("no resource is in use\n");
        }
    }

    private static void assertNames(JsonNode rows, String... names) {
        assertThat(rows.get(0).fieldNames()).toIterable().containsExactlyInAnyOrder(names);
    }
}
