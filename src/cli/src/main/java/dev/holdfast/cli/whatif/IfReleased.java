package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.whatif.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "release", description = "If those who hold a resource, and are no tasks, let go of it.", footer = "  holdfast what-if release repo/A")
final class IfReleased implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "RESOURCE", description = "The resource's name.")
    private String resource = "";

    IfReleased(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Answer.print(session, output, "", session.call(connection -> WhatIf.released(connection, resource)));
    }
}
