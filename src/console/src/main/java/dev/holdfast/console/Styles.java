package dev.holdfast.console;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import javafx.css.Stylesheet;

/** The style sheets. The build compiles them: to parse those of a theme takes 0.2 s at the start, to read the result half of it. */
final class Styles {
    private static final Map<String, String> SOURCES = Map.of(
            "light", new PrimerLight().getUserAgentStylesheet(),
            "dark", new PrimerDark().getUserAgentStylesheet(),
            "console", "/dev/holdfast/console/console.css");

    private Styles() {}

    static String theme(boolean dark) {
        return address(dark ? "dark" : "light");
    }

    /** What the console adds to a theme. */
    static String console() {
        return address("console");
    }

    /** The compiled one, or where the build did not compile it, the source. */
    private static String address(String name) {
        URL compiled = Styles.class.getResource(name + ".bss");
        return Objects.requireNonNullElseGet(compiled, () -> source(name)).toExternalForm();
    }

    private static URL source(String name) {
        String path = Objects.requireNonNull(SOURCES.get(name), name);
        return Objects.requireNonNull(Styles.class.getResource(path), path);
    }

    /** Run by the build. The argument is the folder of the compiled classes. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0], "dev", "holdfast", "console");
        Path sheet = Files.createTempFile("style", ".css");
        for (String name : SOURCES.keySet()) {
            try (InputStream source = source(name).openStream()) {
                Files.copy(source, sheet, StandardCopyOption.REPLACE_EXISTING);
            }
            Stylesheet.convertToBinary(sheet.toFile(), folder.resolve(name + ".bss").toFile());
        }
        Files.delete(sheet);
    }
}
