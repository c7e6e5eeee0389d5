package dev.holdfast.console.widgets;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** All words that people read, by key; the views' FXML files take them from the same bundle. */
public final class Words {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.holdfast.console.words");

    private Words() {}

    public static ResourceBundle bundle() {
        return BUNDLE;
    }

    /** The text with its numbered gaps filled, as {@link MessageFormat} does it. */
    public static String of(String key, Object... values) {
        String text = BUNDLE.getString(key);
        return values.length == 0 ? text : MessageFormat.format(text, values);
    }
}
