package dev.holdfast.console;

import dev.holdfast.console.live.ConsolePool;
import dev.holdfast.console.live.PreparedSource;

/**
 * One server in the window: its connections, and the console on it.
 *
 * @param pool closed when the console is; that may wait, so not on the application thread
 */
record Session(Target target, ConsolePool pool, Console console) {
    /** Opens no connection yet. A server with a profile is taken as it is; any other is brought up to date first. */
    static Session of(Target target, Frame frame) {
        var pool = new ConsolePool(target.settings(), target.isReadOnly());
        var source = PreparedSource.of(pool, target.settings(), target.profile() == null);
        return new Session(target, pool, new Console(source, pool, target, frame));
    }
}
