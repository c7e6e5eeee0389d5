package dev.holdfast.console;

import dev.holdfast.console.settings.Theme;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code light}, {@code dark} and {@code system}. */
final class ThemeWord implements ITypeConverter<Theme> {
    @Override
    public Theme convert(String word) {
        for (Theme theme : Theme.values()) {
            if (theme.name().toLowerCase(Locale.ROOT).equals(word)) {
                return theme;
            }
        }
        throw new TypeConversionException("there is light, dark and system, but no " + word);
    }
}
