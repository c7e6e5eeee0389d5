package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/sql.md} says of functions and views. */
class SqlDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/sql.md");
    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    /** Those of the switch of the worker type, and one that submit calls by itself. */
    private static final Set<String> PARTS = Set.of("begin_switch", "complete_switch", "create_group");

    @Test
    void eachOfItsStatementsRuns() throws IOException, SQLException {
        try (Database database = Database.withSchema(); Connection connection = database.open()) {
            List<Long> ids = Tasks.submitAll(connection,
                    IntStream.range(0, 20).mapToObj(i -> TaskRequest.of("verify").exclusive("repo/3")).toList());
            assertThat(ids).contains(17L, 18L);
            List<String> statements = statements().toList();
            assertThat(statements).hasSizeGreaterThan(20);
            for (String statement : statements) {
                try (Statement one = connection.createStatement()) {
                    one.execute(statement);
                }
            }
            assertThat(Sql.value(connection, String.class, "SELECT state::text FROM holdfast.tasks WHERE id = 17"))
                    .isEqualTo("canceled");
        }
    }

    private static Stream<String> statements() throws IOException {
        return BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .map(block -> block.group(1))
                .flatMap(block -> Stream.of(block.split(";\n")));
    }

    @Test
    void itNamesAllThatSubmittersAndOperatorsMayCall() throws IOException, SQLException {
        String document = Files.readString(DOCUMENT);
        try (Database database = Database.withSchema(); Connection connection = database.open()) {
            List<String> names = Sql.list(connection,
                    """
                            SELECT DISTINCT regexp_replace(r.name, '^holdfast\\.|\\(.*', '', 'g') AS name FROM holdfast.rights AS r
                            WHERE r.access IN ('submitter', 'operator') AND r.privilege = 'EXECUTE'
                              AND NOT EXISTS (SELECT FROM holdfast.rights AS o WHERE o.access = 'observer' AND o.name = r.name)
                            """,
                    row -> row.getString("name"));
            assertThat(names).hasSizeGreaterThan(10).contains("submit", "cancel");
            assertThat(names.stream().filter(name -> !PARTS.contains(name)))
                    .allSatisfy(name -> assertThat(document).containsPattern("(holdfast\\.|`)" + name + "[(`]"));
        }
    }

    @Test
    void itNamesEachArgumentOfSubmit() throws IOException, SQLException {
        List<String> named = Pattern.compile("(?m)^\\| `.*?` \\|")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(MatchResult::group)
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .toList();
        try (Database database = Database.withSchema(); Connection connection = database.open()) {
            List<String> arguments = Sql.list(connection, """
                    SELECT unnest(p.proargnames) AS name FROM pg_proc AS p
                    WHERE p.pronamespace = 'holdfast'::regnamespace AND p.proname = 'submit'
                    """, row -> row.getString("name"));
            assertThat(named).containsAll(arguments);
        }
    }
}
