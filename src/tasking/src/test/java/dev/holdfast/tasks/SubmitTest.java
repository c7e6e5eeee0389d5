package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.testing.DatabaseTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubmitTest extends DatabaseTest {
    private static final TaskRequest PLAIN = TaskRequest.of("work");

    @Test
    void writesWhatWasAskedFor() {
        long parent = submit(PLAIN);
        long id = submit(TaskRequest.of("repack A")
                .handler("command")
                .payload("{\"a\": [1, 12345678901234567890]}")
                .exclusive("repo/A")
                .shared("pool", "host")
                .priority(7)
                .maxAttempts(3)
                .parent(parent));
        Task task = task(id);
        assertThat(task.summary()).extracting(TaskSummary::name, TaskSummary::handler, TaskSummary::exclusive,
                TaskSummary::shared, TaskSummary::priority, TaskSummary::maxAttempts, TaskSummary::attempt)
                .containsExactly("repack A", "command", List.of("repo/A"), List.of("pool", "host"), 7, 3, 0);
        assertThat(task.payload()).isEqualTo("{\"a\": [1, 12345678901234567890]}");
        assertThat(task.parent()).isEqualTo(parent);
        assertThat(task.summary().phase()).isEqualTo(Phase.SUBMITTED);
        assertThat(task(parent).summary().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void aResourceNamedExclusiveAndSharedCountsAsExclusive() {
        TaskSummary task = task(submit(PLAIN.exclusive("a").shared("a", "b"))).summary();
        assertThat(task.exclusive()).containsExactly("a");
        assertThat(task.shared()).containsExactly("b");
    }

    static Stream<Arguments> invalid() {
        var thousand = IntStream.range(0, 1001).mapToObj(i -> "r" + i).toArray(String[]::new);
        return Stream.of(
                Arguments.of(TaskRequest.of(""), "the task name is empty"),
                Arguments.of(TaskRequest.of("x".repeat(201)), "has 201 characters"),
                Arguments.of(TaskRequest.of("two\nlines"), "the task name \"two\\nlines\""),
                Arguments.of(TaskRequest.of(" work"), "\" work\" has a control character, or a space at its end"),
                Arguments.of(PLAIN.handler(""), "the handler is empty"),
                Arguments.of(PLAIN.exclusive("repo A"), "the resource name \"repo A\" has a space"),
                Arguments.of(PLAIN.exclusive(""), "the resource name is empty"),
                Arguments.of(PLAIN.shared("r".repeat(201)), "has 201 characters"),
                Arguments.of(PLAIN.exclusive("a", "b", "a"), "the resource \"a\" is named twice"),
                Arguments.of(PLAIN.shared("s", "s"), "the resource \"s\" is named twice"),
                Arguments.of(PLAIN.exclusive(thousand), "needs 1001 resources"),
                Arguments.of(PLAIN.payload("{not json"),
                        "type json: Token \"not\" is invalid. (JSON data, line 1: {not"),
                Arguments.of(PLAIN.payload("\"" + "x".repeat(1_048_576) + "\""), "has 1048578 bytes"),
                Arguments.of(PLAIN.maxAttempts(0), "max_attempts is 0"),
                Arguments.of(PLAIN.priority(40_000), "the priority is 40000"),
                Arguments.of(PLAIN.backoff(Duration.ofSeconds(-1)), "the backoff is -00:00:01"),
                Arguments.of(PLAIN.timeLimit(Duration.ZERO), "the time limit is 00:00:00"),
                Arguments.of(PLAIN.due(Instant.EPOCH).expires(Instant.EPOCH), "the task expires at"),
                Arguments.of(PLAIN.uniqueKey(""), "the unique key is empty"),
                Arguments.of(PLAIN.uniqueKey("k", Duration.ZERO), "unique_for is 00:00:00"),
                Arguments.of(PLAIN.group(" g"), "the group name"),
                Arguments.of(PLAIN.after(4711L), "there is no task 4711 to come after"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesBadInputByNameAndWritesNothing(TaskRequest request, String message) throws SQLException {
        assertThatThrownBy(() -> submit(request)).isInstanceOf(InvalidInput.class).hasMessageContaining(message);
        assertThatThrownBy(() -> tasks.submitAll(List.of(PLAIN, request))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining(message);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.tasks")).isZero();
    }

    @Test
    void takesTheLargestThereIs() {
        var thousand = IntStream.range(0, 1000).mapToObj(i -> "r" + i).toArray(String[]::new);
        long id = submit(
                TaskRequest.of("n".repeat(200)).payload("\"" + "x".repeat(1_048_574) + "\"").exclusive(thousand));
        assertThat(task(id).summary().exclusive()).hasSize(1000);
        assertThat(task(id).payload()).hasSize(1_048_576);
    }

    @Test
    void belongsToTheCallersTransaction() throws SQLException {
        try (var connection = database.open()) {
            connection.setAutoCommit(false);
            long id = Tasks.submit(connection, PLAIN);
            assertThat(tasks.find(id)).isEmpty();
            connection.rollback();
            assertThat(tasks.find(id)).isEmpty();
            long kept = Tasks.submit(connection, PLAIN);
            connection.commit();
            assertThat(tasks.find(kept)).isPresent();
        }
    }

    @Test
    void allOfABatchOrNone() throws SQLException {
        assertThat(tasks.submitAll(List.of(PLAIN, PLAIN, PLAIN))).hasSize(3).isSorted();
        assertThatThrownBy(() -> tasks.submitAll(List.of(PLAIN, PLAIN.exclusive("no good"))))
                .isInstanceOf(InvalidInput.class);
        assertThat(value(Long.class, "SELECT count(*) FROM holdfast.tasks")).isEqualTo(3);
    }

    @Test
    void aBatchWritesWhatSinglesDo() throws SQLException {
        long parent = submit(PLAIN);
        List<TaskRequest> requests = List.of(PLAIN,
                PLAIN.handler("command").payload("{\"quote\": \"'\\\"\"}").priority(-3).maxAttempts(2).parent(parent),
                PLAIN.exclusive("a\"b\\c", "{,}", "NULL").shared("NULL", "ä", "'"), PLAIN.shared("s").forget());
        List<String> singles = contents(requests.stream().map(this::submit).toList());
        assertThat(contents(tasks.submitAll(requests))).isEqualTo(singles);
        List<Long> mixed = tasks.submitAll(Stream.concat(requests.stream(), Stream.of(PLAIN.group("g"))).toList());
        assertThat(contents(mixed.subList(0, requests.size()))).as("beside one with an option").isEqualTo(singles);
    }

    @Test
    void aBatchOfTasksThatAreAlikeWritesWhatSinglesDo() throws SQLException {
        TaskRequest full = PLAIN.handler("command")
                .payload("{\"n\": 1}")
                .exclusive("a")
                .shared("b")
                .priority(4)
                .maxAttempts(2)
                .parent(submit(PLAIN))
                .forget();
        for (List<TaskRequest> requests : List.of(List.of(PLAIN, PLAIN), List.of(full, full, full),
                List.of(full, full.payload("[]")), List.of(PLAIN.priority(1), PLAIN.priority(1).exclusive("c")))) {
            List<String> singles = contents(requests.stream().map(this::submit).toList());
            assertThat(contents(tasks.submitAll(requests))).isEqualTo(singles).hasSameSizeAs(requests);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2, ARRAY['a', 'b', 'c'] | a column has neither one element nor 2
            3, ARRAY['a', 'b']      | a column has neither one element nor 3
            2, ARRAY['a', NULL]     | the task name is empty
            2, NULL                 | the task name is empty
            NULL, ARRAY['a']        | a column has neither one element nor one for each task
            """)
    void columnsThatDoNotFitAreRefused(String start, String message) {
        assertThatThrownBy(() -> database.run(
                "SELECT holdfast.submit_columns(%s, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)".formatted(start)))
                .hasMessageContaining(message);
    }

    /** All that was written of them, apart from ids and times. */
    private List<String> contents(List<Long> ids) throws SQLException {
        var contents = new ArrayList<String>();
        for (long id : ids) {
            contents.add(value(String.class, """
                    SELECT concat(to_jsonb(u) - '{id,submitted_at}'::text[], to_jsonb(r) - '{task_id,ready_at}'::text[],
                                  s.task_id IS NOT NULL)
                    FROM holdfast.unfinished AS u
                    LEFT JOIN holdfast.ready AS r ON r.task_id = u.id
                    LEFT JOIN holdfast.submitted AS s ON s.task_id = u.id
                    WHERE u.id = ?
                    """, id));
        }
        return contents;
    }

    @Test
    void anyLanguageSubmitsByTheSqlFunction() throws SQLException {
        Long id = value(Long.class, "SELECT holdfast.submit('work', exclusive => ARRAY['a'], shared => ARRAY['b'])");
        assertThat(task(id).summary()).extracting(TaskSummary::exclusive, TaskSummary::shared)
                .containsExactly(List.of("a"), List.of("b"));
        assertThat(task(id).payload()).isEqualTo("{}");
    }

    @Test
    void aLongTransactionHoldsUpNoOtherSubmitterOfTheSameResource() throws SQLException {
        try (var slow = database.open(); var quick = database.open()) {
            slow.setAutoCommit(false);
            Tasks.submit(slow, PLAIN.exclusive("new"));
            quick.createStatement().execute("SET lock_timeout = '2s'");
            long second = Tasks.submit(quick, PLAIN.exclusive("new"));
            assertThat(tasks.find(second)).isPresent();
            slow.commit();
        }
    }
}
