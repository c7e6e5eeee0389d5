package dev.holdfast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The order of the arguments: options of the connection may stand before the command, and the console has no need to be
 * named, neither for itself nor for a recording: a desktop hands over nothing but the file.
 */
final class Arguments {
    private static final Set<String> OF_CONNECTION = Set.of("--url", "--user");
    private static final Set<String> OF_PROGRAM = Set.of("-h", "--help", "-V", "--version");
    private static final Set<String> OF_TWO_WORDS = Set.of("schedule");
    private static final String RECORDING = ".holdfast-recording";

    private Arguments() {}

    /** Moves leading options behind the command, which is {@code console} where there is none. */
    static String[] commandFirst(String... args) {
        if (args.length == 1 && args[0].endsWith(RECORDING)) {
            return new String[]{"console", "--recording", args[0]};
        }
        int command = 0;
        while (command < args.length && args[command].startsWith("-")) {
            if (OF_PROGRAM.contains(args[command])) {
                return args;
            }
            command += OF_CONNECTION.contains(args[command]) ? 2 : 1;
        }
        var given = List.of(args);
        int end = Math.min(args.length, command + words(given, command));
        var ordered = new ArrayList<String>(command < end ? given.subList(command, end) : List.of("console"));
        ordered.addAll(given.subList(0, Math.min(command, args.length)));
        ordered.addAll(given.subList(end, args.length));
        return ordered.toArray(String[]::new);
    }

    /** Of how many words the command consists. */
    private static int words(List<String> args, int command) {
        boolean two = command + 1 < args.size() && OF_TWO_WORDS.contains(args.get(command))
                && !args.get(command + 1).startsWith("-");
        return two ? 2 : 1;
    }
}
