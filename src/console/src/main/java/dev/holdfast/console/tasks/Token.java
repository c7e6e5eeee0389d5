package dev.holdfast.console.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A word of a filter: {@code resource:repo/A}, {@code name:"nightly gc"}, or one without a key.
 *
 * @param key   null where there is none; of any letters, known or not
 * @param start where it begins in the text
 */
record Token(@Nullable String key, String value, int start) {
    private static final Pattern WORD = Pattern.compile("(?:([A-Za-z][A-Za-z-]*):)?(\"[^\"]*\"?|\\S*)");

    /** What a filter can ask for. */
    enum Key {
        STATE, NAME, WORKER, RESOURCE, BLOCKED_BY, GROUP, OLDER_THAN;

        /** As it is typed, with its colon. */
        String typed() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + ":";
        }

        /** Null where there is no such key. */
        static @Nullable Key of(String word) {
            for (Key key : values()) {
                if (key.typed().equalsIgnoreCase(word + ":")) {
                    return key;
                }
            }
            return null;
        }
    }

    static List<Token> of(String text) {
        var tokens = new ArrayList<Token>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().isEmpty()) {
                tokens.add(new Token(matcher.group(1), matcher.group(2).replace("\"", ""), matcher.start()));
            }
        }
        return tokens;
    }

    /** A value as it is to be typed. */
    static String quoted(String value) {
        return value.chars().anyMatch(Character::isWhitespace) ? '"' + value + '"' : value;
    }
}
