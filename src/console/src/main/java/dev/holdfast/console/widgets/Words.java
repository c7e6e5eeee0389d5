package dev.holdfast.console.widgets;

import dev.holdfast.database.HoldfastException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** All words that people read, by key; the views' FXML files take them from the same bundle. */
public final class Words {
    private Words() {}

    /** That of the default locale; Java keeps it. */
    public static ResourceBundle bundle() {
        return ResourceBundle.getBundle("dev.holdfast.console.words");
    }

    /** The text with its numbered gaps filled, as {@link MessageFormat} does it. */
    public static String of(String key, Object... values) {
        String text = bundle().getString(key);
        return values.length == 0 ? text : MessageFormat.format(text, values);
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
