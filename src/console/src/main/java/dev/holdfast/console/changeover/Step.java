package dev.holdfast.console.changeover;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Straggler;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a switch in the window stands. */
sealed interface Step {
    /** It finds out what it would meet. */
    record Looking() implements Step {}

    /**
     * A person decides.
     *
     * @param redis the manager's Redis, which has answered; null for the other type
     */
    record Found(Preflight preflight, @Nullable String redis) implements Step {}

    /** It waits for what runs. */
    record Draining(List<Straggler> left, Duration since) implements Step {}

    /** @param drained how long the drain took */
    record Done(String type, Duration drained, List<Straggler> behind) implements Step {}

    /** All is as before. */
    record GivenUp(String type) implements Step {}

    record Failed(String reason) implements Step {}
}
