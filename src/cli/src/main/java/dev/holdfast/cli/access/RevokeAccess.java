package dev.holdfast.cli.access;

import dev.holdfast.access.Grants;
import dev.holdfast.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = {"Takes all access to tasks from a role of the database.",
        "The role stays, and its sessions go on until they ask for something."}, footer = "  holdfast revoke ci")
final class RevokeAccess implements Runnable {
    @Mixin
    private final Session session;

    @Parameters(paramLabel = "ROLE", description = "A role of the database.")
    private String role = "";

    RevokeAccess(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        new Grants(session.source()).revoke(role);
        session.terminal().out().println(role + " has no access");
    }
}
