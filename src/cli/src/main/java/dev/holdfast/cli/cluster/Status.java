package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.NotFound;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = {
        "Shows the local cluster of this user. Exit code 4 when none is running."}, footer = {
                "  holdfast status",
                "  export HOLDFAST_URL=$(holdfast status --json | jq -r .url)"})
final class Status implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();
    private final Terminal terminal;
    private final LocalCluster cluster;

    Status(Terminal terminal, LocalCluster cluster) {
        this.terminal = terminal;
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        LocalCluster.Status status = cluster.status()
                .orElseThrow(
                        () -> new NotFound("no local cluster is running", "holdfast up --workers 4 starts one."));
        output.print(terminal, status, () -> print(status));
        return ExitCodes.DONE;
    }

    private void print(LocalCluster.Status status) {
        terminal.out().println("url        " + status.url());
        terminal.out().println("password   PGPASSFILE=" + status.passwordFile());
        terminal.out().println("data       " + status.data());
        terminal.out().println("server     process " + status.pid());
        terminal.out()
                .println("workers    " + (status.workers().isEmpty()
                        ? "none"
                        : String.join(", ", status.workers())));
    }
}
