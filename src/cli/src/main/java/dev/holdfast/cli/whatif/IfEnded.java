package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.whatif.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "end", description = {"If a session of the database ended, and with it all its holds.",
        "A worker takes the locks of a session that it lost back on a new one."}, footer = "  holdfast what-if end 4711")
final class IfEnded implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "SESSION", description = "The session's process id, as holdfast locks shows it.")
    private int pid;

    IfEnded(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Answer.print(session, output, "", session.call(connection -> WhatIf.ended(connection, pid)));
    }
}
