package dev.holdfast.handlers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small shell process between the worker and a program, so that the program ends with the worker however the worker
 * ends; see {@code guard.sh}. Only on POSIX systems.
 */
record Guard(List<String> prefix) {

    private static final String SCRIPT = script();

    /** The guard of this machine, in the first shell that is there; bash has job control without a terminal. */
    static Optional<Guard> ofThisMachine() {
        if (File.separatorChar != '/') {
            return Optional.empty();
        }
        return onSearchPath("bash").map(bash -> in(bash, "--posix"))
                .or(() -> onSearchPath("sh").map(Guard::in));
    }

    /** A guard in the given shell, in a session of its own where {@code setsid} is there. */
    static Guard in(Path shell, String... options) {
        var prefix = new ArrayList<String>();
        onSearchPath("setsid").map(Path::toString).ifPresent(prefix::add);
        prefix.add(shell.toString());
        prefix.addAll(List.of(options));
        prefix.addAll(List.of("-c", SCRIPT, nameFor(ProcessHandle.current().pid())));
        return new Guard(List.copyOf(prefix));
    }

    /** By this word in its command line a worker's guard is known to others, also after the worker's death. */
    static String nameFor(long workerPid) {
        return "holdfast-guard-of-" + workerPid;
    }

    List<String> around(List<String> commandLine) {
        return Stream.concat(prefix.stream(), commandLine.stream()).toList();
    }

    private static Optional<Path> onSearchPath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        return Executables.find(program, Path.of("").toAbsolutePath(), path);
    }

    /** Without comments, since it shows in process lists. */
    private static String script() {
        try (InputStream script = Objects.requireNonNull(Guard.class.getResourceAsStream("guard.sh"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
