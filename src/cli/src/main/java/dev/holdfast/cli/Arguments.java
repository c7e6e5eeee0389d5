package dev.holdfast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The order of the arguments: options of the connection may stand before the command, and the console has no need to be named. */
final class Arguments {
    private static final Set<String> OF_CONNECTION = Set.of("--url", "--user");
    private static final Set<String> OF_PROGRAM = Set.of("-h", "--help", "-V", "--version");

    private Arguments() {}

    /** Moves leading options behind the command, which is {@code console} where there is none. */
    static String[] commandFirst(String... args) {
        int command = 0;
        while (command < args.length && args[command].startsWith("-")) {
            if (OF_PROGRAM.contains(args[command])) {
                return args;
            }
            command += OF_CONNECTION.contains(args[command]) ? 2 : 1;
        }
        boolean named = command < args.length;
        var ordered = new ArrayList<String>(List.of(named ? args[command] : "console"));
        ordered.addAll(List.of(args).subList(0, Math.min(command, args.length)));
        if (named) {
            ordered.addAll(List.of(args).subList(command + 1, args.length));
        }
        return ordered.toArray(String[]::new);
    }
}
