package dev.holdfast.benchmark.soak.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sets a process' clock apart by libfaketime, where it is installed; the monotonic clock stays that of the host. */
public record Clocks(Path library) {
    static Optional<Clocks> ofThisMachine() {
        return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
                .map(directory -> Path.of(directory, "faketime", "libfaketime.so.1"))
                .filter(Files::exists)
                .findFirst()
                .map(Clocks::new);
    }

    void shift(Map<String, String> environment, int seconds) {
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME", "%+ds".formatted(seconds));
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        environment.put("NO_FAKE_STAT", "1");
    }
}
