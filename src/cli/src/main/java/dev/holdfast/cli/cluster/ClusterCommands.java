package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.terminal.Terminal;
import java.util.List;

/** The commands of this package. */
public final class ClusterCommands {
    private ClusterCommands() {}

    public static List<Object> all(Terminal terminal, LocalCluster cluster) {
        return List.of(new Up(terminal, cluster), new Down(terminal, cluster), new Status(terminal, cluster));
    }
}
