package dev.holdfast.cli.changeover;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Procedure;
import dev.holdfast.changeover.Procedure.Outcome;
import dev.holdfast.changeover.Procedure.Wish;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.tasks.Spans.SpanConverter;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.ProgressLine;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.manager.RedisAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "switch", description = {
        "Switches how tasks get to workers, for all processes at once: advisory, or manager, which is deprecated.",
        "Says first what it will meet; stops the start of tasks, waits until those that run have ended, switches, and lets "
                + "tasks start again. Waiting tasks keep their places, and workers change over in place.",
        "Exit code 1 when what runs has not ended in time: then all is as before."}, footer = {
                "  holdfast switch advisory", "  holdfast switch manager --dry-run",
                "  holdfast switch manager --redis rediss://redis.example.org --drain-timeout '30 min' --yes"})
final class Switch implements Callable<Integer> {
    @Mixin
    private final Session session;
    private final LocalCluster cluster;

    @Parameters(paramLabel = "TYPE", description = "advisory or manager")
    private String type = "";

    @Option(names = "--redis", paramLabel = "URL", description = {
            "The Redis of the manager: redis://[user@]host:port, or rediss:// for TLS. Its password comes from "
                    + "HOLDFAST_REDIS_PASSWORD, here and at each worker. Default: the local cluster's own."})
    private @Nullable String redis;

    @Option(names = "--drain-timeout", paramLabel = "SPAN", defaultValue = "10 min", converter = SpanConverter.class, description = {
            "How long to wait for what runs. Default: ${DEFAULT-VALUE}."})
    private Duration drainTimeout = Duration.ofMinutes(10);

    @Option(names = "--cancel-running", description = "Cancels what still runs then, instead of giving up.")
    private boolean cancelRunning;

    @Option(names = "--dry-run", description = "Says what it would meet, and changes nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Asks nothing.")
    private boolean yes;

    Switch(Session session, LocalCluster cluster) {
        this.session = session;
        this.cluster = cluster;
    }

    @Override
    public Integer call() throws InterruptedException {
        WorkerType target = WorkerType.of(type);
        session.source();
        try (Stop stop = Stop.onSignal()) {
            return tell(target, Procedure.run(session.settings(), target, new Operator(target, stop)), stop);
        }
    }

    private int tell(WorkerType target, Outcome outcome, Stop stop) {
        switch (outcome) {
            case Outcome.Done done -> session.terminal()
                    .say("the worker type is %s; drained in %s, %s".formatted(target.word(), Times.span(done.drained()),
                            done.behind().isEmpty() ? "all workers have changed over" : Drainage.words(done.behind())));
            case Outcome.GivenUp givenUp -> {
                session.terminal()
                        .say(givenUp.left().isEmpty()
                                ? "the switch that was under way is given up; the worker type stays " + target.word()
                                : "given up: %s. Tasks start again, of worker type %s"
                                        .formatted(Drainage.words(givenUp.left()), target.other().word()));
                return givenUp.left().isEmpty()
                        ? ExitCodes.DONE
                        : stop.isWanted() ? ExitCodes.INTERRUPTED : ExitCodes.TASK_FAILED;
            }
            case Outcome.Declined declined -> session.terminal().say("nothing was changed");
        }
        return ExitCodes.DONE;
    }

    /** Decides as the options say, and a person where they do not. */
    private final class Operator implements Procedure.Guide {
        private final WorkerType target;
        private final Stop stop;
        private final ProgressLine line = new ProgressLine(session.terminal());
        private Duration patience = drainTimeout;
        private boolean mayCancel = cancelRunning;

        Operator(WorkerType target, Stop stop) {
            this.target = target;
            this.stop = stop;
        }

        @Override
        public Procedure.Decision found(Preflight found) {
            String address = target == WorkerType.MANAGER ? reachable(found) : null;
            say(found, address);
            if (!dryRun && !yes && !session.terminal().interactive()) {
                throw new InvalidInput("nobody can be asked", "Say --yes, or --dry-run to see what it would meet.");
            }
            return new Procedure.Decision(!dryRun && (yes || session.terminal().confirm("Switch?")), address);
        }

        @Override
        public Wish draining(List<Straggler> left, Duration since) {
            if (stop.isWanted()) {
                return Wish.BACK;
            } else if (since.compareTo(patience) < 0) {
                line.show("draining: " + Drainage.words(left));
                return Wish.WAIT;
            }
            line.clear();
            session.terminal().say("the time is over: " + Drainage.words(left));
            patience = since.plus(drainTimeout);
            return afterTheTime();
        }

        private Wish afterTheTime() {
            boolean askable = !yes && session.terminal().interactive();
            if (mayCancel || askable && session.terminal().confirm("Cancel what runs?")) {
                mayCancel = false;
                session.terminal().say("what runs is asked to stop");
                return Wish.CANCEL_RUNNING;
            }
            return askable && session.terminal().confirm("Wait on?") ? Wish.WAIT : Wish.BACK;
        }
    }

    private String reachable(Preflight found) {
        String named = redis != null ? redis : found.state().redis();
        String address = named != null ? named : session.isLocal() ? cluster.redis() : null;
        if (address == null) {
            throw new InvalidInput("the manager needs a Redis", "Give its address: --redis redis://host:6379.");
        }
        return RedisAddress
                .reachable(address, session.terminal().environment(), session.settings().password())
                .toString();
    }

    private void say(Preflight found, @Nullable String address) {
        Terminal terminal = session.terminal();
        terminal.say("from %s to %s%s".formatted(found.state().type().word(), found.target().word(),
                found.isUnderWay()
                        ? ", going on with a switch that was begun at " + Times.local(found.state().changedAt())
                        : ""));
        terminal.say("  run      %d%s".formatted(found.running(), found.running() == 0 || found.lasting() == null
                ? ""
                : ", likely to end within " + Times.span(found.lasting())));
        terminal.say("  wait     %d, and keep their places%s".formatted(found.waiting(),
                found.assigned() == 0 ? "" : "; %d that have a worker go back in line".formatted(found.assigned())));
        terminal.say("  workers  " + (found.workers().isEmpty() ? "none" : String.join(", ", found.workers())));
        if (!found.silent().isEmpty()) {
            terminal.say("  silent   %s: no session holds their lock; they follow when they are back".formatted(
                    String.join(", ", found.silent())));
        }
        if (address != null) {
            terminal.say("  Redis    " + address + " answers");
            terminal.say(
                    "  The worker type manager is deprecated. Each worker runs one task at a time, holds by persons bind it"
                            + " no more, and a worker's end cancels what it was given.");
            if (found.shared() > 0) {
                terminal.say("  %d waiting tasks have shared needs, which become exclusive".formatted(found.shared()));
            }
        }
    }
}
