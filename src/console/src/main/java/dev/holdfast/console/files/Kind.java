package dev.holdfast.console.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser.ExtensionFilter;

/**
 * Files of one kind.
 *
 * @param name    for people
 * @param endings of their names, such as {@code .csv}; the first one is added to a name without any
 */
public record Kind(String name, List<String> endings) {
    public Kind {
        endings = List.copyOf(endings);
    }

    /** For the system's own dialog. */
    public ExtensionFilter filter() {
        return new ExtensionFilter(name, endings.stream().map(ending -> "*" + ending).toList());
    }

    /** What was typed, as the name of such a file; empty where it names no file. */
    Optional<Path> path(String typed) {
        String text = typed.strip();
        try {
            boolean named = endings.stream().anyMatch(text::endsWith);
            return text.isEmpty() || Path.of(text).toFile().isDirectory()
                    ? Optional.empty()
                    : Optional.of(Path.of(named ? text : text + endings.getFirst()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
