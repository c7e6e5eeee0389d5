package dev.holdfast.cli.changeover;

import dev.holdfast.changeover.Straggler;
import java.util.List;
import java.util.stream.Collectors;

/** What a drain still waits for, in words. */
final class Drainage {
    private Drainage() {}

    static String words(List<Straggler> left) {
        int tasks = left.stream().mapToInt(Straggler::tasks).sum();
        String silent = left.stream()
                .filter(Straggler::isSilent)
                .map(Straggler::worker)
                .collect(Collectors.joining(", "));
        String running = tasks == 0 ? "nothing runs" : tasks == 1 ? "1 task runs" : tasks + " tasks run";
        return running + (silent.isEmpty() ? "" : "; no answer yet from " + silent);
    }
}
