package dev.holdfast.cli.changeover;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.terminal.ProgressLine;
import dev.holdfast.cli.terminal.Terminal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Waits, with progress, until nothing runs and every worker has said that it starts no more. */
final class Drainage {
    private static final long LOOK_MILLIS = 200;

    private final Changeover changeover;
    private final Terminal terminal;
    private final Stop stop;

    Drainage(Changeover changeover, Terminal terminal, Stop stop) {
        this.changeover = changeover;
        this.terminal = terminal;
        this.stop = stop;
    }

    /** Those that are left when all has drained, the time is over, or somebody asks to stop. */
    List<Straggler> await(Duration patience) throws SQLException {
        var line = new ProgressLine(terminal);
        long deadline = System.nanoTime() + patience.toNanos();
        List<Straggler> left = changeover.stragglers();
        while (!left.isEmpty() && System.nanoTime() < deadline && !stop.await(LOOK_MILLIS)) {
            left = changeover.stragglers();
            line.show("draining: " + words(left));
        }
        line.clear();
        return left;
    }

    static String words(List<Straggler> left) {
        int tasks = left.stream().mapToInt(Straggler::tasks).sum();
        String silent = left.stream()
                .filter(one -> one.tasks() == 0 && !one.follows())
                .map(Straggler::worker)
                .collect(Collectors.joining(", "));
        String running = tasks == 0 ? "nothing runs" : tasks == 1 ? "1 task runs" : tasks + " tasks run";
        return running + (silent.isEmpty() ? "" : "; no answer yet from " + silent);
    }
}
