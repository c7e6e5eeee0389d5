package dev.holdfast.handlers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a POSIX shell does. */
final class Executables {

    private Executables() {}

    /**
     * A name with a slash is a path from the directory; any other name is looked for along the search path.
     *
     * @param searchPath as in the variable PATH
     */
    static Optional<Path> find(String name, Path directory, String searchPath) {
        Stream<Path> places = name.contains("/")
                ? Stream.of(directory)
                : Stream.of(searchPath.split(File.pathSeparator, -1)).map(directory::resolve);
        return places.map(place -> place.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
