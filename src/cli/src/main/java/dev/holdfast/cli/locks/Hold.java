package dev.holdfast.cli.locks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.locks.HoldSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "hold", description = "Holds a resource until Ctrl-C; tasks that need it wait meanwhile.", footer = {
        "  holdfast hold repo/A --reason 'restore from backup'",
        "  holdfast hold repo/A --shared      keeps away those that need it for themselves"})
final class Hold implements Runnable {
    @Mixin
    private final Session session;

    @Parameters(paramLabel = "RESOURCE", description = "The resource's name.")
    private String resource = "";

    @Option(names = "--shared", description = "Lets others share it meanwhile.")
    private boolean shared;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown to whoever looks at the locks.")
    private String reason = "";

    Hold(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.source();
        try (Stop stop = Stop.onSignal()) {
            HoldSession.hold(session.settings(), new HoldSession.Wish(resource, shared, reason),
                    () -> !stop.isWanted(), new HoldSession.Listener() {
                        @Override
                        public void waits() {
                            session.terminal().say(resource + " is in use; waiting for it");
                        }

                        @Override
                        public void holds() {
                            session.terminal().say("holding " + resource + "; Ctrl-C releases it");
                        }
                    });
        }
    }
}
