package dev.holdfast.cli.changeover;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.Procedure.Wish;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.tasks.Spans.SpanConverter;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.ProgressLine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "drain", description = {
        "Stops the start of tasks everywhere, and waits until those that run have ended.",
        "What is submitted meanwhile is accepted and waits; holdfast resume lets it start.",
        "Exit code 1 when tasks still run after that time; the start stays stopped."}, footer = {
                "  holdfast drain --timeout '10 min'", "  holdfast drain --cancel-running"})
final class Drain implements Callable<Integer> {
    @Mixin
    private final Session session;

    @Option(names = "--timeout", paramLabel = "SPAN", defaultValue = "10 min", converter = SpanConverter.class, description = {
            "How long to wait at most. Default: ${DEFAULT-VALUE}."})
    private Duration timeout = Duration.ofMinutes(10);

    @Option(names = "--cancel-running", description = "Cancels what runs instead of waiting for it.")
    private boolean cancelRunning;

    Drain(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        session.source();
        try (Stop stop = Stop.onSignal(); var changeover = Changeover.open(session.settings())) {
            session.call(connection -> Changeover.intake(connection, false));
            if (cancelRunning) {
                session.terminal().say(changeover.cancelRunning() + " tasks are asked to stop");
            }
            var line = new ProgressLine(session.terminal());
            List<Straggler> left = changeover.drain((now, since) -> {
                line.show("draining: " + Drainage.words(now));
                return stop.isWanted() || since.compareTo(timeout) >= 0 ? Wish.BACK : Wish.WAIT;
            });
            line.clear();
            session.terminal()
                    .say(left.isEmpty()
                            ? "drained: nothing runs and nothing starts; holdfast resume lets tasks start again"
                            : "not drained: %s; nothing starts until holdfast resume".formatted(Drainage.words(left)));
            return left.isEmpty() ? ExitCodes.DONE : ExitCodes.TASK_FAILED;
        }
    }
}
