package dev.holdfast.cluster.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a process once in a while and tells what it used meanwhile. For one thread at a time. */
final class UsageMeter {
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 1024;
    private static final double HUNDRED = 100;

    private @Nullable Duration before;
    private long beforeNanos;

    /** Null where the system does not tell, and at the first look. */
    @Nullable
    Usage look(ProcessHandle process) {
        Optional<Duration> used = process.info().totalCpuDuration();
        Duration last = before;
        long now = System.nanoTime();
        long passed = now - beforeNanos;
        before = used.orElse(null);
        beforeNanos = now;
        if (used.isEmpty() || last == null || passed <= 0) {
            return null;
        }
        long percent = Math.round(HUNDRED * used.get().minus(last).toNanos() / passed);
        return new Usage((int) Math.max(0, percent), memory(process.pid()));
    }

    private static @Nullable Long memory(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }
}
