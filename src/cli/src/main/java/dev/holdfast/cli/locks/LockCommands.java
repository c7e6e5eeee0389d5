package dev.holdfast.cli.locks;

import dev.holdfast.cli.session.Session;
import java.util.List;

/** The commands of this package. */
public final class LockCommands {
    private LockCommands() {}

    public static List<Object> all(Session session) {
        return List.of(new Locks(session), new Resources(session), new Hold(session));
    }
}
