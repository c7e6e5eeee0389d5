package dev.holdfast.cli.retention;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.tasks.Spans;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.retention.Retention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast retention}. */
@Command(name = "retention", description = {"Shows, and sets, how long finished tasks are kept.",
        "A worker removes the others within minutes, with their logs; so it does with groups that are empty, and with "
                + "resources that nothing uses."}, footer = {
                        "  holdfast retention",
                        "  holdfast retention --keep-for '7 d' --keep-at-most 1000000",
                        "  holdfast retention --keep-for forever --keep-at-most any"})
public final class ShowRetention implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = "--keep-for", paramLabel = "SPAN", description = "How long after their end, such as '30 d'; or forever.")
    private @Nullable String keepFor;

    @Option(names = "--keep-at-most", paramLabel = "N", description = "How many, the newest ones; or any.")
    private @Nullable String keepAtMost;

    public ShowRetention(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Retention retention = Retention.read(session.source());
        if (keepFor != null || keepAtMost != null) {
            retention = changed(retention);
            retention.save(session.source());
        }
        Retention shown = retention;
        output.print(session.terminal(), shown, () -> session.terminal().out().println(sentence(shown)));
    }

    private Retention changed(Retention retention) {
        Retention changed = retention;
        if (keepFor != null) {
            changed = changed.keepFor(keepFor.equals("forever") ? null : Spans.span(keepFor));
        }
        return keepAtMost == null ? changed : changed.keepAtMost(keepAtMost.equals("any") ? null : number(keepAtMost));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("--keep-at-most is " + text, "Give a whole number, or any.", e);
        }
    }

    private static String sentence(Retention retention) {
        Double seconds = retention.keepForSeconds();
        String time = seconds == null ? "for ever" : "for " + Times.span(Duration.ofMillis(Math.round(seconds * 1000)));
        String count = retention.keepAtMost() == null ? "" : ", %d at most".formatted(retention.keepAtMost());
        return "finished tasks are kept " + time + count;
    }
}
