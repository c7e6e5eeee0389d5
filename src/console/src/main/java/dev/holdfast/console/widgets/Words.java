package dev.holdfast.console.widgets;

import dev.holdfast.database.HoldfastException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All words that people read, by key; the views' FXML files take them from the same bundle. */
public final class Words {
    private static volatile Language language = new Language(Locale.getDefault());

    private Words() {}

    /** The words in one language, and those texts with gaps that were wanted so far. A table asks for hundreds at each reading. */
    private record Language(Locale locale, ResourceBundle bundle, Map<String, MessageFormat> formats) {
        Language(Locale locale) {
            this(locale, ResourceBundle.getBundle("dev.holdfast.console.words", locale), new ConcurrentHashMap<>());
        }

        String fill(String key, Object... values) {
            MessageFormat format = formats.computeIfAbsent(key,
                    any -> new MessageFormat(bundle.getString(key), locale));
            // It is not safe for several threads.
            synchronized (format) {
                return format.format(values);
            }
        }
    }

    private static Language language() {
        Language now = language;
        if (!now.locale().equals(Locale.getDefault())) {
            now = new Language(Locale.getDefault());
            language = now;
        }
        return now;
    }

    /** That of the default locale. */
    public static ResourceBundle bundle() {
        return language().bundle();
    }

    /** The text with its numbered gaps filled, as {@link MessageFormat} does it. */
    public static String of(String key, Object... values) {
        return values.length == 0 ? bundle().getString(key) : language().fill(key, values);
    }

    /** The word for a constant: that of the prefix, which ends in a point, and its name in lower case and with points. */
    public static String constant(String prefix, Enum<?> constant, Object... values) {
        return of(prefix + constant.name().toLowerCase(Locale.ROOT).replace('_', '.'), values);
    }

    /** What a task is called everywhere: its number and, where that is known, its name. */
    public static String task(long id, @Nullable String name) {
        return of("task.title", Long.toString(id), Objects.requireNonNullElse(name, ""));
    }

    /** What went wrong, and what to do about it where that is known. */
    public static String failure(Throwable failure) {
        String hint = failure instanceof HoldfastException known ? known.hint() : null;
        return hint == null ? String.valueOf(failure.getMessage()) : failure.getMessage() + ". " + hint;
    }
}
