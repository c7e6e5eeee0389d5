package dev.holdfast.console;

import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.workers.LocalWorkers;
import dev.holdfast.database.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * A server that the console shows, and what of it runs on this machine.
 *
 * @param name    for people
 * @param profile null where it has none: the local cluster, and an address given at the start
 * @param chaos   null where the cluster does not run on this machine
 * @param replay  what was recorded, instead of a server; null for a server
 */
record Target(String name, @Nullable Profile profile, Switchboard switchboard, LocalWorkers workers,
        @Nullable Chaos chaos, @Nullable Replay replay) {
    /** A name that is kept from meaning anything (RFC 2606): nothing is ever connected to. */
    private static final ConnectionSettings NOWHERE = new ConnectionSettings("jdbc:postgresql://recording.invalid/",
            null,
            null);

    /** A server with a profile, whose workers run elsewhere. */
    static Target of(Profile profile, @Nullable String password) {
        return new Target(profile.name(), profile, Switchboard.of(profile.settings(password)), LocalWorkers.none(),
                null, null);
    }

    /** What was recorded elsewhere; there is no server. */
    static Target of(Replay replay) {
        return new Target(replay.name(), null, Switchboard.of(NOWHERE), LocalWorkers.none(), null, replay);
    }

    /** A database of which no more is known. */
    static Target of(ConnectionSettings settings) {
        return new Target(settings.toString(), null, Switchboard.of(settings), LocalWorkers.none(),
                null, null);
    }

    ConnectionSettings settings() {
        return switchboard.database();
    }

    /** Under what the window is remembered. */
    String key() {
        return profile == null ? "" : profile.name();
    }

    boolean isReadOnly() {
        return profile != null && profile.readOnly();
    }

    boolean isProduction() {
        return profile != null && profile.environment() == Environment.PRODUCTION;
    }
}
