package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schedule} and what can be done with one. */
@Command(name = "schedule", synopsisSubcommandLabel = "COMMAND", description = {
        "Submits tasks again and again, as long as there is a worker.",
        "A cron expression names times of day in its zone. One that is left out when clocks are put forward comes at that "
                + "moment; one that comes twice counts once. Where minute or hour begin with *, it goes on at its pace."}, footer = {
                        "  holdfast schedule add nightly --cron '30 2 * * *' --zone Europe/Berlin --need repo/A -- git gc",
                        "  holdfast schedule add poll --every '15 min' --missed skip -- ./poll.sh",
                        "  holdfast schedule list"})
public final class ScheduleCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command and, in this order, its subcommands. */
    public record Tree(Object command, List<Object> subcommands) {}

    private ScheduleCommands() {}

    public static Tree all(Session session) {
        return new Tree(new ScheduleCommands(), List.of(new AddSchedule(session), new ListSchedules(session),
                new ShowSchedule(session), new ChangeSchedule.Pause(session), new ChangeSchedule.Resume(session),
                new ChangeSchedule.Remove(session), new RunSchedule(session)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "it is not said what to do with a schedule");
    }
}
