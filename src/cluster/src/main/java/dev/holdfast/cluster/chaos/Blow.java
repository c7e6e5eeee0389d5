package dev.holdfast.cluster.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault that struck, and what came of it.
 *
 * @param worker  whom it struck; null where it struck all
 * @param tasks   how many tasks ran there
 * @param freed   from the strike until the session that had their locks had none of them; null where nothing ran, or
 *                not within a minute
 * @param settled until each of them had ended, was back in line, or was proved to be its worker's; null likewise
 * @param lost    how many of them ended for the loss of their worker
 * @param gone    how many of them are nowhere any more, which is never to be
 */
public record Blow(Fault fault, @Nullable String worker, int tasks, @Nullable Duration freed,
        @Nullable Duration settled, int lost, int gone) {}
