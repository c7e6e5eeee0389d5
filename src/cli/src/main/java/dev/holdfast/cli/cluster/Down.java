package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.terminal.Terminal;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stops the local cluster of this user: the workers, then PostgreSQL.", footer = {
        "  holdfast down"})
final class Down implements Runnable {
    private final Terminal terminal;
    private final LocalCluster cluster;

    Down(Terminal terminal, LocalCluster cluster) {
        this.terminal = terminal;
        this.cluster = cluster;
    }

    @Override
    public void run() {
        terminal.say(cluster.down() ? "the local cluster has stopped" : "no local cluster was running");
    }
}
