package dev.holdfast.console.changeover;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.manager.RedisAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a switch takes place.
 *
 * @param ownRedis the address of the local cluster's own Redis, which is started where it does not run; null elsewhere
 */
public record Switchboard(ConnectionSettings database, Supplier<@Nullable String> ownRedis) {
    /**
     * The Redis that a switch to this type needs, once it has answered; null where it needs none.
     *
     * @throws InvalidInput when none is known
     */
    public @Nullable String redisFor(Preflight found) {
        if (found.target() != WorkerType.MANAGER) {
            return null;
        }
        String redis = found.state().redis() != null ? found.state().redis() : ownRedis.get();
        if (redis == null) {
            throw new InvalidInput("the manager needs a Redis", "holdfast switch manager --redis URL names one.");
        }
        return RedisAddress.reachable(redis, System.getenv(), database.password()).toString();
    }

    /** A database of which no more is known. */
    public static Switchboard of(ConnectionSettings database) {
        return new Switchboard(database, () -> null);
    }
}
