package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import dev.holdfast.schedules.Schedules;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is done with schedules by name. */
abstract class ChangeSchedule implements Runnable {
    @Mixin
    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The names of schedules.")
    private List<String> names = List.of();

    ChangeSchedule(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var schedules = new Schedules(session.source());
        names.forEach(name -> change(schedules, name));
    }

    abstract void change(Schedules schedules, String name);

    @Command(name = "pause", description = "Lets schedules fire no more; what they miss is not made up for.", footer = "  holdfast schedule pause nightly")
    static final class Pause extends ChangeSchedule {
        Pause(Session session) {
            super(session);
        }

        @Override
        void change(Schedules schedules, String name) {
            schedules.pause(name);
        }
    }

    @Command(name = "resume", description = "Lets schedules fire again from now on; broken ones get another try.", footer = "  holdfast schedule resume nightly")
    static final class Resume extends ChangeSchedule {
        Resume(Session session) {
            super(session);
        }

        @Override
        void change(Schedules schedules, String name) {
            schedules.resume(name);
        }
    }

    @Command(name = "remove", description = "Removes schedules; their tasks stay.", footer = "  holdfast schedule remove nightly")
    static final class Remove extends ChangeSchedule {
        Remove(Session session) {
            super(session);
        }

        @Override
        void change(Schedules schedules, String name) {
            schedules.remove(name);
        }
    }
}
