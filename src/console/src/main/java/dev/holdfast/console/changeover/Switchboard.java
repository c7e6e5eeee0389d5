package dev.holdfast.console.changeover;

import dev.holdfast.database.ConnectionSettings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a switch takes place.
 *
 * @param ownRedis the address of the local cluster's own Redis, which is started where it does not run; null elsewhere
 */
public record Switchboard(ConnectionSettings database, Supplier<@Nullable String> ownRedis) {
    /** A database of which no more is known. */
    public static Switchboard of(ConnectionSettings database) {
        return new Switchboard(database, () -> null);
    }
}
