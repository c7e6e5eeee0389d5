package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.forecast.Forecast;
import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import dev.holdfast.forecast.Forecasts;
import dev.holdfast.tasks.Blocker;
import dev.holdfast.tasks.Clause;
import dev.holdfast.tasks.TaskReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "why", description = {"Says in one sentence what a task waits for, and for whom;",
        "and in a second one how long that is likely to take, by what such tasks took before."}, footer = {
                "  holdfast why 17"})
final class Why implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The task's id.")
    private long id;

    Why(Session session) {
        this.session = session;
    }

    /** What the JSON document has. */
    record Reason(long id, String why, List<Clause> clauses, List<Blocker> blockers, @Nullable Start start,
            @Nullable String noForecast) {
        static Reason of(long id, String why, List<Clause> clauses, List<Blocker> blockers,
                @Nullable Forecast forecast) {
            return new Reason(id, why, clauses, blockers, forecast instanceof Start start ? start : null,
                    forecast instanceof NoBasis none ? none.reason() : null);
        }

        void print(PrintStream out) {
            out.println(why);
            if (start != null) {
                out.println(text(start));
            } else if (noForecast != null) {
                out.println("Nobody can tell when it starts: " + noForecast);
            }
        }

        private static String text(Start start) {
            return "Likely starts in %s, or in %s if what stands before it is slow; by the past runs of %s, at least %d of each"
                    .formatted(span(start.likelySeconds()), span(start.slowSeconds()),
                            start.before() == 1
                                    ? "the task before it"
                                    : "the %d tasks before it".formatted(start.before()),
                            start.runs());
        }

        private static String span(double seconds) {
            return Times.span(Duration.ofMillis(Math.round(seconds * 1000)));
        }
    }

    @Override
    public void run() {
        Reason reason = session.call(connection -> Reason.of(id,
                TaskReader.why(connection, id).orElseThrow(() -> NoSuchTask.withId(id)),
                TaskReader.clauses(connection, id), TaskReader.blockers(connection, id),
                Forecasts.of(connection, id).orElse(null)));
        output.print(session.terminal(), reason, () -> reason.print(session.terminal().out()));
    }
}
