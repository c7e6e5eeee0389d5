package dev.holdfast.console.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the bundle of words and its uses to each other. */
class WordsTest {
    private static final Path SOURCES = Path.of("src", "main");
    private static final Pattern IN_FXML = Pattern.compile("\"%([a-z.]+)\"");
    private static final Pattern IN_JAVA = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*\\.?)\"");
    private static final Pattern GAP = Pattern.compile("\\{(\\d)");
    private static final Pattern LITERAL = Pattern
            .compile("\\b(?:text|promptText|title|accessibleText)=\"([^%\"][^\"]*)\"");

    @Test
    void everyWordOfTheViewsIsThere() {
        Set<String> used = found(".fxml", IN_FXML);

        assertThat(used).isNotEmpty();
        assertThat(Words.bundle().keySet()).containsAll(used);
        assertThat(found(".fxml", LITERAL)).isEmpty();
    }

    @Test
    void noWordIsLeftOver() {
        Set<String> used = new TreeSet<>(found(".fxml", IN_FXML));
        Set<String> inJava = found(".java", IN_JAVA);
        used.addAll(inJava);
        List<String> prefixes = inJava.stream().filter(word -> word.endsWith(".")).toList();

        assertThat(Words.bundle().keySet()).allSatisfy(key -> assertThat(used.contains(key)
                || prefixes.stream().anyMatch(key::startsWith) || key.endsWith(".yet")).as(key).isTrue());
        assertThat(prefixes).contains("phase.", "theme.");
        assertThat(used).contains("tasks.cancel.question");
    }

    @Test
    void numbersChooseTheirWords() {
        assertThat(Words.of("locks.summary", 0, 0)).isEqualTo("No lock held");
        assertThat(Words.of("locks.summary", 1, 2)).isEqualTo("1 lock held, 2 waited for");
        assertThat(Words.of("tasks.cancel.question", 1, 917, "sync")).isEqualTo("Cancel task 917 (sync)?");
        assertThat(Words.of("tasks.cancel.question", 3, 917, "sync")).isEqualTo("Cancel 3 tasks?");
        assertThat(Words.of("close.question", 2)).isEqualTo("2 workers still run.");
    }

    @Test
    void germanSaysAllThatEnglishDoesWithTheSameGaps() {
        ResourceBundle english = words(Locale.ROOT);
        ResourceBundle german = words(Locale.GERMAN);
        assertThat(german.keySet()).isEqualTo(english.keySet());
        assertThat(english.keySet()).allSatisfy(
                key -> assertThat(gaps(german.getString(key))).as(key).isEqualTo(gaps(english.getString(key))));
        assertThat(german.getString("view.tasks")).isNotEqualTo(english.getString("view.tasks"));
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle("dev.holdfast.console.words", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text).results().map(gap -> gap.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(String ending, Pattern pattern) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .flatMap(file -> pattern.matcher(text(file)).results())
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
