package dev.holdfast.cli.changeover;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import java.util.List;

/** The commands of this package. */
public final class ChangeoverCommands {
    private ChangeoverCommands() {}

    public static List<Object> all(Session session, LocalCluster cluster) {
        return List.of(new Switch(session, cluster), new Drain(session), new Resume(session));
    }
}
