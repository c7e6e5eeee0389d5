package dev.holdfast.console;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** All words in brackets and a third longer, as those of another language may be; Java finds it by the locale's name. */
public final class words_en_XA extends ResourceBundle {
    static final Locale LOCALE = Locale.of("en", "XA");
    private static final double LONGER = 0.35;

    private final ResourceBundle english = ResourceBundle.getBundle("dev.holdfast.console.words", Locale.ROOT);

    @Override
    protected Object handleGetObject(String key) {
        String text = english.getString(key);
        int letters = longest(text);
        return letters < 2 ? text : "[" + text + filling((int) Math.ceil(letters * LONGER)) + "]";
    }

    /** How many letters the words have, of those that a number chooses between the most. */
    private static int longest(String text) {
        return Stream.of(text.split("\\|"))
                .mapToInt(part -> part.replaceAll("\\{\\d(,number[^}]*)?}|\\{\\d,choice,|\\d[#<]|}", "").length())
                .max()
                .orElse(0);
    }

    /** Short words, so that what may be broken can be. */
    private static String filling(int letters) {
        return " " + "xx ".repeat(letters / 3) + "x".repeat(letters % 3);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(english.keySet());
    }
}
