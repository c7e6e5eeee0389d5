package dev.holdfast.console.tasks;

import dev.holdfast.console.tasks.Token.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How the last word of a filter may go on.
 *
 * @param word as it would be
 * @param text the whole filter then
 */
record Suggestion(String word, String text) {
    private static final int MOST = 12;

    /** None for a word that is complete. */
    static List<Suggestion> of(String text, Vocabulary vocabulary) {
        List<Token> tokens = Token.of(text);
        if (tokens.isEmpty() || text.endsWith(" ")) {
            return List.of();
        }
        Token last = tokens.getLast();
        String before = text.substring(0, last.start());
        return words(last, vocabulary).filter(word -> !text.substring(last.start()).equals(word.strip()))
                .distinct()
                .limit(MOST)
                .map(word -> new Suggestion(word.strip(), before + word))
                .toList();
    }

    private static Stream<String> words(Token last, Vocabulary vocabulary) {
        String typed = last.value().toLowerCase(Locale.ROOT);
        if (last.key() == null) {
            return Arrays.stream(Key.values()).map(Key::typed).filter(key -> key.startsWith(typed));
        }
        Key key = Key.of(last.key());
        return key == null
                ? Stream.empty()
                : vocabulary.of(key)
                        .filter(value -> value.toLowerCase(Locale.ROOT).contains(typed))
                        .map(value -> key.typed() + Token.quoted(value) + " ");
    }
}
