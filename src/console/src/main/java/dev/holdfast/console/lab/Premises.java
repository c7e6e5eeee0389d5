package dev.holdfast.console.lab;

import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.database.ConnectionSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the lab is.
 *
 * @param startWorkers starts workers on this machine, where that is possible
 * @param chaos        null where the cluster does not run on this machine
 */
public record Premises(ConnectionSource source, Switchboard board, Runnable startWorkers, @Nullable Chaos chaos) {
    boolean isLocal() {
        return chaos != null;
    }
}
