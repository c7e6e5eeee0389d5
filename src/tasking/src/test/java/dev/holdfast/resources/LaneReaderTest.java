package dev.holdfast.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.Database;
import dev.holdfast.testing.DatabaseTest;
import dev.holdfast.workers.TestWorker;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneReaderTest extends DatabaseTest {
    private static final String INSERT = """
            INSERT INTO holdfast.finished (id, name, handler, state, priority, exclusive, shared, payload, max_attempts,
                   submitted_at, attempt, ready_at, started_at, finished_at)
            SELECT i, 'sleep', 'sleep', 'completed', 0, ARRAY['repo/' || i % 50], '{}', '{}', 1,
                   now() - i * interval '1 s', 1, now() - i * interval '1 s', now() - i * interval '1 s',
                   now() - (i - 0.5) * interval '1 s'
            FROM generate_series(1, ?) AS i
            """;

    @Test
    void aTaskIsSeenWhileItRunsAndAfterItsEnd() throws Exception {
        long first = tasks.submit(TaskRequest.of("sleep").exclusive("repo/A").shared("repo/B"));
        tasks.submit(TaskRequest.of("sleep").exclusive("repo/A"));
        try (var worker = TestWorker.register(database.settings(), "w-1", "sleep")) {
            var claimed = worker.take(1).getFirst();
            Lanes running = read(Lanes.none(), 100);
            assertThat(running.of("repo/A").holds()).extracting(Hold::taskId).containsExactly(first);
            assertThat(running.of("repo/A").holds().getFirst().ended()).isNull();
            assertThat(running.of("repo/B").holds()).extracting(Hold::exclusive).containsExactly(false);

            worker.complete(claimed);
            Lanes ended = read(running, 100);
            assertThat(ended.of("repo/A").holds()).hasSize(1);
            assertThat(ended.of("repo/A").holds().getFirst().ended()).isNotNull();
            assertThat(ended.of("repo/A").holds().getFirst().worker()).isEqualTo("w-1");
            assertThat(read(ended, 100).of("repo/A").holds()).isEqualTo(ended.of("repo/A").holds());
            assertThat(ended.of("repo/C").holds()).isEmpty();
        }
    }

    @Test
    void onlyTheLatestMinutesAreRead() throws Exception {
        database.run(INSERT, 2_000);

        Lanes lanes = read(Lanes.none(), 10_000);

        assertThat(lanes.ended()).hasSizeBetween(850, 901);
        assertThat(lanes.since()).isEqualTo(lanes.at().minus(Lanes.SPAN));
        assertThat(lanes.of("repo/1").percent()).isBetween(0, 2);
    }

    @Test
    void ofMoreThanCanBeReadTheLatestAreShownAndSinceWhenThatIsAll() throws Exception {
        database.run(INSERT, 500);

        Lanes lanes = read(Lanes.none(), 100);

        assertThat(lanes.ended()).hasSize(100);
        assertThat(lanes.since()).isEqualTo(lanes.ended().getLast().hold().ended());
        database.run("UPDATE holdfast.finished SET id = id + 1000, finished_at = clock_timestamp() WHERE id = 500");
        Lanes next = read(lanes, 100);
        assertThat(next.ended()).hasSize(100);
        assertThat(next.ended().getFirst().hold().taskId()).isEqualTo(1_500);
        assertThat(next.since()).isAfter(lanes.since());
    }

    @Test
    void aLongHistoryIsNotReadToItsEnd() throws Exception {
        database.run(INSERT, 100_000);
        database.run("ANALYZE holdfast.finished");
        List<String> plan = Sql.call(database.source(), connection -> Sql.list(connection,
                "EXPLAIN " + LaneReader.ENDED, row -> row.getString(1), OffsetDateTime.now().minusMinutes(15), 20_000));

        assertThat(String.join("\n", plan)).contains("finished_by_end").doesNotContain("Seq Scan on finished");
    }

    private Lanes read(Lanes before, int limit) {
        return Sql.call(database.source(),
                connection -> LaneReader.read(connection, Database.now(connection), before, limit));
    }
}
