package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Refused;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The tasks that something is to be done to: those named, or all that match. Asks where it is more than one. */
final class ChosenTasks {
    private static final int AT_ONCE = 10_000;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = {"-y", "--yes"}, description = "Asks nothing.")
    private boolean yes;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The tasks' ids, or else a filter.")
    private List<Long> ids = List.of();

    /** The newest first: canceling a task must not start the one behind it, which is canceled next. */
    List<Long> of(Session session, Deed deed) {
        if (ids.isEmpty() != filter.isGiven()) {
            throw new InvalidInput(deed.verb() + " which tasks?",
                    "Name their ids, or else filters such as --state %s."
                            .formatted(deed.possible().iterator().next().word()));
        }
        List<Long> chosen = ids.isEmpty() ? matching(session, deed) : ids.stream().distinct().toList();
        if (chosen.size() > 1 && !yes && !isConfirmed(session.terminal(), deed, chosen.size())) {
            throw new Refused("nothing was " + deed.past(), null);
        }
        return chosen;
    }

    boolean areMatching() {
        return ids.isEmpty();
    }

    private List<Long> matching(Session session, Deed deed) {
        List<Long> found = session.tasks().ids(filter.toFilterOf(deed), AT_ONCE);
        if (found.size() == AT_ONCE) {
            session.terminal().say("these are the newest " + AT_ONCE + "; more match");
        }
        return found;
    }

    private static boolean isConfirmed(Terminal terminal, Deed deed, int count) {
        if (!terminal.interactive()) {
            throw new InvalidInput("%d tasks would be %s, and nobody is there to ask".formatted(count, deed.past()),
                    "Say --yes.");
        }
        String verb = deed.verb().substring(0, 1).toUpperCase(Locale.ROOT) + deed.verb().substring(1);
        return terminal.confirm("%s %d tasks?".formatted(verb, count));
    }
}
