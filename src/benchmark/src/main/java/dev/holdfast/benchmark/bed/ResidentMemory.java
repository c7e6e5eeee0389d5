package dev.holdfast.benchmark.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How much memory a process keeps, as Linux tells it. */
public final class ResidentMemory {
    private static final String FIELD = "VmRSS:";
    private static final double KIB_IN_MIB = 1024;

    private ResidentMemory() {}

    /** In MiB; empty where there is no such process, or no /proc. */
    public static OptionalDouble of(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_IN_MIB)
                    .findFirst();
        } catch (IOException notThere) {
            return OptionalDouble.empty();
        }
    }
}
