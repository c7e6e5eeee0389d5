package dev.holdfast.cli.cluster;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        Sheet sheet = Sheet.of(status);
        output.print(terminal, sheet, () -> print(sheet));
        return ExitCodes.DONE;
    }

    /** @param intake whether tasks are started */
    private record Sheet(String url, Path data, Path passwordFile, long pid, List<String> workers,
            @Nullable String workerType, @Nullable Boolean intake, @Nullable String switchesTo) {

        static Sheet of(LocalCluster.Status status) {
            Optional<TypeState> type = type(status);
            return new Sheet(status.settings().address(), status.data(), status.passwordFile(), status.pid(),
                    status.workers(), type.map(state -> state.type().word()).orElse(null),
                    type.map(TypeState::intake).orElse(null),
                    type.map(TypeState::target).map(WorkerType::word).orElse(null));
        }

        /** None where no command has made the schema yet. */
        private static Optional<TypeState> type(LocalCluster.Status status) {
            return Sql.call(() -> status.settings().open("holdfast command"),
                    connection -> Schema.version(connection) < Schema.VERSION
                            ? Optional.empty()
                            : Optional.of(TypeState.read(connection)));
        }
    }

    private void print(Sheet sheet) {
        terminal.out().println("url        " + sheet.url());
        terminal.out().println("password   PGPASSFILE=" + sheet.passwordFile());
        terminal.out().println("data       " + sheet.data());
        terminal.out().println("server     process " + sheet.pid());
        terminal.out()
                .println("workers    " + (sheet.workers().isEmpty() ? "none" : String.join(", ", sheet.workers())));
        if (sheet.workerType() != null) {
            terminal.out()
                    .println("type       " + sheet.workerType()
                            + (sheet.switchesTo() == null
                                    ? ""
                                    : ", a switch to " + sheet.switchesTo() + " is under way")
                            + (Boolean.FALSE.equals(sheet.intake()) ? "; no tasks are started: holdfast resume" : ""));
        }
    }
}
