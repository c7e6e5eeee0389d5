package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.DatabaseTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Why a task waits, in other languages. */
class PhrasesTest extends DatabaseTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/holdfast/schema");
    private static final String LITERAL = "'((?:[^']|'')*)'";
    private static final Pattern SAID = Pattern.compile("holdfast\\.say\\((?:" + LITERAL + "|(CASE .*?END))",
            Pattern.DOTALL);
    private static final Pattern CHOICE = Pattern.compile("(?:THEN|ELSE) " + LITERAL);
    private static final Pattern GAP = Pattern.compile("%[sL]");

    @Test
    void aSessionIsAnsweredInItsLanguage() throws SQLException {
        long task = submit(TaskRequest.of("work").handler("nobody"));
        try (Connection connection = database.open()) {
            Sql.run(connection, "SET holdfast.language = 'de'");
            assertThat(why(connection, task)).isEqualTo("Wartet auf einen Worker: keiner ist verfügbar");
            Sql.run(connection, "SET holdfast.language = 'tlh'");
            assertThat(why(connection, task)).isEqualTo("Waits for a worker: none is online");
        }
    }

    @Test
    void everyPhraseIsThereInGermanWithTheSameGaps() throws SQLException {
        Set<String> said = new TreeSet<>(Stream.of("exclusive", "shared").toList());
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            files.forEach(file -> said.addAll(phrases(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (TaskState state : TaskState.values()) {
            if (state != TaskState.WAITING) {
                said.add(state.word());
            }
        }
        record Known(String english, String german) {}
        try (Connection connection = database.open()) {
            List<Known> known = Sql.list(connection,
                    "SELECT english, phrase FROM holdfast.phrases WHERE language = 'de'",
                    row -> new Known(row.getString("english"), row.getString("phrase")));
            assertThat(known).extracting(Known::english).containsExactlyInAnyOrderElementsOf(said);
            assertThat(known).allSatisfy(one -> assertThat(gaps(one.german())).isEqualTo(gaps(one.english())));
        }
    }

    private static Set<String> phrases(Path file) {
        Set<String> found = new TreeSet<>();
        Matcher said = SAID.matcher(read(file));
        while (said.find()) {
            if (said.group(1) != null) {
                found.add(said.group(1).replace("''", "'"));
            } else {
                Matcher choice = CHOICE.matcher(said.group(2));
                while (choice.find()) {
                    found.add(choice.group(1));
                }
            }
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> gaps(String phrase) {
        return GAP.matcher(phrase).results().map(gap -> gap.group()).toList();
    }

    private static String why(Connection connection, long task) throws SQLException {
        return String.valueOf(Sql.value(connection, String.class, "SELECT holdfast.why(?)", task));
    }
}
