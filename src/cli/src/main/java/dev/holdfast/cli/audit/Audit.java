package dev.holdfast.cli.audit;

import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditReader;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.tasks.Spans;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.database.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast audit}. */
@Command(name = "audit", description = {
        "Shows who did what: cancels, holds, ended sessions, changed schedules and retention.",
        "It is kept for a year, and the latest 100000 at most."}, footer = {
                "  holdfast audit",
                "  holdfast audit --since '2 h' --who ann --what cancel"})
public final class Audit implements Runnable {
    private static final int MOST = 100_000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    @Option(names = "--since", paramLabel = "SPAN", converter = Spans.SpanConverter.class, description = "Not longer ago, such as '2 h' or '7 d'.")
    private @Nullable Duration since;

    @Option(names = "--who", paramLabel = "TEXT", description = "By a role, application or host with this text.")
    private @Nullable String who;

    @Option(names = "--what", paramLabel = "TEXT", description = "With this text in the action or in what it was done to.")
    private @Nullable String what;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = {
            "At most so many. Default: ${DEFAULT-VALUE}."})
    private int limit;

    public Audit(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (limit < 1 || limit > MOST) {
            throw new InvalidInput("--limit is " + limit, "Give a number from 1 to " + MOST + ".");
        }
        var filter = new AuditFilter(since == null ? null : Instant.now().minus(since), who, what);
        List<AuditEntry> entries = session.call(connection -> AuditReader.list(connection, filter, limit));
        output.print(session.terminal(), entries, table(entries), "nothing was done");
    }

    private static Table table(List<AuditEntry> entries) {
        Table table = new Table().left("WHEN", "ROLE", "APPLICATION", "HOST", "ACTION", "SUBJECT", "RESULT");
        entries.forEach(entry -> table.row(Times.local(entry.at()), entry.role(), entry.application(), entry.host(),
                entry.action(), entry.subject(), entry.result()));
        return table;
    }
}
