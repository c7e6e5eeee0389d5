package dev.holdfast.console.notify;

import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out when trouble begins. What is there when the console opens is on the overview, and not told. Knows no control. */
final class TroubleModel {
    private final Consumer<Trouble> listener;
    private @Nullable Set<String> known;

    TroubleModel(Live live, Consumer<Trouble> listener) {
        this.listener = listener;
        live.newest().subscribe(this::apply);
    }

    private void apply(Snapshot snapshot) {
        if (snapshot.serverTime().equals(Instant.EPOCH)) {
            return;
        }
        List<Trouble> troubles = Trouble.of(snapshot);
        Set<String> before = known;
        known = troubles.stream().map(Trouble::subject).collect(Collectors.toSet());
        if (before != null) {
            troubles.stream().filter(trouble -> !before.contains(trouble.subject())).forEach(listener);
        }
    }
}
