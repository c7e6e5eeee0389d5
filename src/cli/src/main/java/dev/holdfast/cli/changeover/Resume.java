package dev.holdfast.cli.changeover;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.cli.session.Session;
import dev.holdfast.database.Failures;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", description = {"Lets tasks start again, after a drain or a switch that was not ended.",
        "A switch that is under way is given up: the worker type stays what it is."}, footer = {"  holdfast resume"})
final class Resume implements Runnable {
    @Mixin
    private final Session session;

    Resume(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.source();
        try (var changeover = Changeover.open(session.settings())) {
            TypeState before = changeover.state();
            changeover.resume();
            session.terminal()
                    .say(before.intake()
                            ? "tasks were not kept from starting"
                            : "tasks start again, of worker type " + before.type().word()
                                    + (before.target() == null ? "" : "; the switch is given up"));
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }
}
