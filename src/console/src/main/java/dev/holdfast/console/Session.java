package dev.holdfast.console;

import dev.holdfast.console.links.View;
import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.live.Headstart;
import dev.holdfast.console.reading.Interest;
import dev.holdfast.console.reading.PreparedSource;
import dev.holdfast.console.reading.SnapshotSource;

/**
 * One server in the window: its connections, and the console on it.
 *
 * @param pool closed when the console is; that may wait, so not on the application thread
 */
record Session(Target target, ConsolePool pool, Console console) {
    /**
     * A server with a profile is taken as it is; any other is brought up to date first.
     *
     * @param first the view that will be shown first
     */
    static Session of(Target target, Frame frame, View first) {
        var pool = new ConsolePool(target.settings(), target.isReadOnly());
        SnapshotSource source = PreparedSource.of(pool, target.settings(), target.profile() == null);
        if (target.replay() == null) {
            source = new Headstart(source, Interest.initial().view(first));
        }
        return new Session(target, pool, new Console(source, pool, target, frame));
    }
}
