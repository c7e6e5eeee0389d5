package dev.holdfast.handlers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Processes that tests look at from outside. */
final class Processes {

    private Processes() {}

    /** A dead process that nobody has reaped yet has a pid and no command any more. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
    }

    /** The number in a file that a script writes, once it is there. */
    static Optional<Long> pidIn(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
