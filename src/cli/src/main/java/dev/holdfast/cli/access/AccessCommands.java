package dev.holdfast.cli.access;

import dev.holdfast.cli.session.Session;
import java.util.List;

/** The commands of this package. */
public final class AccessCommands {
    private AccessCommands() {}

    public static List<Object> all(Session session) {
        return List.of(new GrantAccess(session), new RevokeAccess(session));
    }
}
