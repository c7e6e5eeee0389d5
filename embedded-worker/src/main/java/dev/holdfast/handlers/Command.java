package dev.holdfast.handlers;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A program to run, checked.
 *
 * @param environment what is added to the worker's own
 */
record Command(String program, List<String> arguments, Path directory, Map<String, String> environment,
        Duration timeLimit) {

    private static final Set<String> FIELDS = Set.of("program", "args", "directory", "environment",
            "timeLimitSeconds");
    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final double SHORTEST_SECONDS = 0.001;
    /** What the JDK encodes a program's arguments with; on Windows they pass as they are. */
    private static final Charset NATIVE = File.separatorChar == '/'
            ? Charset.forName(System.getProperty("sun.jnu.encoding"))
            : StandardCharsets.UTF_8;

    static Command parse(String json) throws HandlerFailure {
        Payload payload = Payload.parse(json, FIELDS);
        String program = passable("program", payload.text("program"));
        List<String> arguments = payload.texts("args");
        for (String argument : arguments) {
            passable("args", argument);
        }
        Map<String, String> environment = payload.namedTexts("environment");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            checkVariable(variable.getKey(), variable.getValue());
        }
        double seconds = payload.number("timeLimitSeconds", LONGEST_SECONDS, SHORTEST_SECONDS, LONGEST_SECONDS);
        return new Command(program, arguments, directory(payload), environment,
                Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The program without its folder, which would leave no room for what went wrong. */
    String programName() {
        return new File(program).getName();
    }

    /** Makes the worker's environment the program's: without what lets one into the database, with the additions. */
    void adapt(Map<String, String> inherited) {
        inherited.keySet().removeIf(name -> {
            String upper = name.toUpperCase(Locale.ROOT);
            return upper.startsWith("PG") || upper.startsWith("HOLDFAST_");
        });
        inherited.putAll(environment);
    }

    private static Path directory(Payload payload) throws HandlerFailure {
        String given = passable("directory", payload.optionalText("directory").orElse(""));
        Path directory = Path.of(given).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            throw new HandlerFailure("NotFound", "directory '%s' does not exist".formatted(given));
        }
        return directory;
    }

    private static void checkVariable(String name, String value) throws HandlerFailure {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw HandlerFailure.invalidPayload(
                    "environment has '%s', which is not a name of letters, digits and _".formatted(name));
        }
        passable("environment." + name, value);
    }

    /** What the encoding does not know would reach the program as '?', without an error. */
    private static String passable(String field, String text) throws HandlerFailure {
        if (text.indexOf('\0') >= 0) {
            throw HandlerFailure.invalidPayload("%s has a null character in '%s'".formatted(field, text));
        }
        if (!NATIVE.newEncoder().canEncode(text)) {
            throw HandlerFailure.invalidPayload(
                    "%s has '%s', which this worker's locale (%s) cannot pass on; start it with LC_ALL=C.UTF-8"
                            .formatted(field, text, NATIVE));
        }
        return text;
    }
}
