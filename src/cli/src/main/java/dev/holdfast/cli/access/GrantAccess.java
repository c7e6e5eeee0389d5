package dev.holdfast.cli.access;

import dev.holdfast.access.Access;
import dev.holdfast.access.Grants;
import dev.holdfast.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "grant", description = {"Lets a role of the database do what it needs to, and no more.",
        "A role that does not exist is created. Only the schema's owner and superusers may do this.",
        "observer: sees all tasks. submitter: submits, and sees none. operator: cancels, holds, releases, and sees all. "
                + "worker: runs tasks."}, footer = {
                        "  holdfast grant ci submitter",
                        "  holdfast grant ann operator"})
final class GrantAccess implements Runnable {
    @Mixin
    private final Session session;

    @Parameters(index = "0", paramLabel = "ROLE", description = "A role of the database.")
    private String role = "";

    @Parameters(index = "1", paramLabel = "ACCESS", description = "One of ${COMPLETION-CANDIDATES}, besides what it has.", completionCandidates = AccessWords.class)
    private Access access = Access.OBSERVER;

    GrantAccess(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        var toDo = new Grants(session.source()).grant(role, access);
        session.terminal().out().println(role + " is " + access.word());
        toDo.forEach(session.terminal()::say);
    }
}
