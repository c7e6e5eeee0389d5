package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code what-if} and the actions that it can be asked about. */
@Command(name = "what-if", synopsisSubcommandLabel = "ACTION", description = {
        "Says what an action would lead to, and does nothing.",
        "It is true of this moment: tasks that end or are submitted meanwhile are not foreseen."}, footer = {
                "  holdfast what-if cancel 17",
                "  holdfast what-if stop worker-2",
                "  holdfast what-if release repo/A",
                "  holdfast what-if end 4711"})
public final class WhatIfCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command and, in this order, its subcommands. */
    public record Tree(Object command, List<Object> subcommands) {}

    private WhatIfCommands() {}

    public static Tree all(Session session) {
        return new Tree(new WhatIfCommands(), List.of(new IfCanceled(session), new IfStopped(session),
                new IfReleased(session), new IfEnded(session)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "it is not said what to think of");
    }
}
