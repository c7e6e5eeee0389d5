package dev.holdfast.handlers;

import dev.holdfast.database.InvalidInput;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Jars with handlers of a user's own, and with what these need. Immutable.
 *
 * @param names  what the user called them
 * @param loader of their classes
 */
public record HandlerJars(String names, ClassLoader loader) {
    /** The environment variable that names them for all of a user's workers. */
    public static final String VARIABLE = "HOLDFAST_JARS";
    public static final HandlerJars NONE = new HandlerJars("", HandlerJars.class.getClassLoader());

    /**
     * Those that were named for one worker, else those of {@link #VARIABLE}: paths of jars, and of directories, each of which
     * stands for the classes in it and for all its jars. With the separator of this system's class paths between them; empty
     * for none.
     *
     * @throws InvalidInput where one is not there
     */
    public static HandlerJars of(@Nullable String named, Map<String, String> environment) {
        return parse(named == null ? environment.get(VARIABLE) : named);
    }

    private static HandlerJars parse(@Nullable String paths) {
        if (paths == null || paths.isEmpty()) {
            return NONE;
        }
        var urls = new ArrayList<URL>();
        try {
            for (String path : paths.split(File.pathSeparator)) {
                for (Path part : parts(Path.of(path))) {
                    urls.add(part.toUri().toURL());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInput("handlers cannot be read from %s: %s".formatted(paths, e.getMessage()), null, e);
        }
        return new HandlerJars(paths, new URLClassLoader("handlers", urls.toArray(URL[]::new), new WorkerApi()));
    }

    private static List<Path> parts(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new InvalidInput("there is no %s to read handlers from".formatted(path),
                    "--jars and %s name jars, and directories with jars, with %s between them."
                            .formatted(VARIABLE, File.pathSeparator));
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        var jars = new TreeSet<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "*.jar")) {
            found.forEach(jars::add);
        }
        var parts = new ArrayList<>(List.of(path));
        parts.addAll(jars);
        return parts;
    }

    /**
     * One of each handler that they list.
     *
     * @throws InvalidInput where there is none, or one cannot be made
     */
    List<Handler> handlers() {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Handler> found;
        try {
            found = ServiceLoader.load(Handler.class, loader).stream().map(ServiceLoader.Provider::get).toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new InvalidInput("the handlers in %s cannot be used: %s".formatted(names, reason(e)), null, e);
        }
        if (found.isEmpty()) {
            throw new InvalidInput("no handler is listed in " + names,
                    "Name its class in the file META-INF/services/%s of its jar.".formatted(Handler.class.getName()));
        }
        return found;
    }

    /** Of a handler's own constructor the cause tells more. */
    private static String reason(Throwable failure) {
        return failure.getCause() == null ? String.valueOf(failure.getMessage()) : failure.getCause().toString();
    }
}
