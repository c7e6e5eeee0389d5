package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.NotFound;
import dev.holdfast.schedules.Schedule;
import dev.holdfast.schedules.Schedules;
import java.io.PrintStream;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a schedule, its task and its next times.", footer = "  holdfast schedule show nightly")
final class ShowSchedule implements Runnable {
    private static final int TIMES = 5;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "The schedule's name.")
    private String name = "";

    ShowSchedule(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Schedule schedule = new Schedules(session.source()).find(name)
                .orElseThrow(() -> new NotFound("there is no schedule " + name,
                        "holdfast schedule list shows those that there are."));
        output.print(session.terminal(), schedule, () -> print(schedule));
    }

    private void print(Schedule schedule) {
        PrintStream out = session.terminal().out();
        line(out, "schedule", schedule.name());
        line(out, "when", schedule.when());
        line(out, "next", ListSchedules.next(schedule));
        line(out, "then", schedule.next() == null ? null : then(schedule, schedule.next()));
        line(out, "missed", schedule.missed().word());
        line(out, "overlap", schedule.overlap() ? "yes" : "no, left out " + schedule.leftOut());
        line(out, "fired", Long.toString(schedule.fired()));
        line(out, "last", schedule.last() == null
                ? null
                : "%s, task %d".formatted(Times.local(schedule.last()), schedule.lastTask()));
        line(out, "task", schedule.request());
    }

    private static String then(Schedule schedule, Instant next) {
        return schedule.times(next, TIMES - 1).stream().map(Times::local).collect(Collectors.joining(", "));
    }

    private static void line(PrintStream out, String word, @Nullable String value) {
        if (value != null) {
            out.printf("%-10s%s%n", word, value.replaceAll("\\p{Cntrl}+", " "));
        }
    }
}
