package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.schedules.Schedule;
import dev.holdfast.schedules.Schedules;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists schedules by name, with what is wrong with them.", footer = "  holdfast schedule list --json")
final class ListSchedules implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    ListSchedules(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<Schedule> schedules = new Schedules(session.source()).list();
        Table table = new Table().left("NAME", "WHEN", "NEXT").right("FIRED", "TASK").left("MISSED", "OVERLAP");
        schedules.forEach(schedule -> table.row(schedule.name(), schedule.when(), next(schedule), schedule.fired(),
                schedule.lastTask(), schedule.missed().word(), schedule.overlap() ? "yes" : "no"));
        output.print(session.terminal(), schedules, table, "there is no schedule");
    }

    /** When it fires next, or why it does not. */
    static String next(Schedule schedule) {
        if (schedule.broken() != null) {
            return "broken: " + schedule.broken();
        } else if (schedule.paused()) {
            return "paused";
        }
        return schedule.next() == null ? "to be computed by a worker" : Times.local(schedule.next());
    }
}
