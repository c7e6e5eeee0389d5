package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import dev.holdfast.schedules.Schedules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "run-now", description = "Submits a schedule's task now, besides its times, and prints the task's id.", footer = "  holdfast schedule run-now nightly")
final class RunSchedule implements Runnable {
    @Mixin
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The schedule's name.")
    private String name = "";

    RunSchedule(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.terminal().out().println(new Schedules(session.source()).runNow(name));
    }
}
