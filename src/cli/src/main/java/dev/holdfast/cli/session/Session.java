package dev.holdfast.cli.session;

import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Sql;
import dev.holdfast.schema.Schema;
import dev.holdfast.tasks.Groups;
import dev.holdfast.tasks.Tasks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The database that a command speaks to, and where it was asked to: named by {@code --url} or HOLDFAST_URL, else the
 * local cluster of this user. Passwords come from PGPASSWORD or {@code ~/.pgpass}. All methods throw
 * {@link HoldfastException}.
 */
public final class Session {
    @Option(names = "--url", paramLabel = "URL", description = {"The database: postgresql://user@host:5432/database.",
            "Default: HOLDFAST_URL, else the local cluster of this user, which is started if need be."})
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "USER", description = {"Whom to connect as.",
            "Default: the user in the URL, else HOLDFAST_USER, PGUSER."})
    private @Nullable String user;

    private final Terminal terminal;
    private final LocalCluster local;
    private @Nullable ConnectionSource source;

    public Session(Terminal terminal, LocalCluster local) {
        this.terminal = terminal;
        this.local = local;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Whether it speaks to the local cluster, for nothing else was named. */
    public boolean isLocal() {
        return address() == null;
    }

    /** How to connect; starts the local cluster where that is meant and does not run. */
    public ConnectionSettings settings() {
        String address = address();
        if (address == null) {
            return joined();
        }
        ConnectionSettings named = url != null
                ? ConnectionSettings.parseArgument(address, terminal.environment())
                : ConnectionSettings.parse(address, terminal.environment());
        return named.withUser(user);
    }

    /** Connections to a database whose schema is the one that this program knows. */
    public ConnectionSource source() {
        if (source == null) {
            ConnectionSettings settings = settings();
            Schema.ensure(settings);
            source = () -> settings.open("holdfast command");
        }
        return source;
    }

    public <T extends @Nullable Object> T call(Sql.Work<T> work) {
        return Sql.call(source(), work);
    }

    public Tasks tasks() {
        return new Tasks(source());
    }

    public Groups groups() {
        return new Groups(source());
    }

    private ConnectionSettings joined() {
        LocalCluster.Joined joined = local.join();
        if (joined.started()) {
            terminal.say("started the local cluster; holdfast down stops it");
        }
        return joined.settings();
    }

    private @Nullable String address() {
        if (url != null) {
            return url;
        }
        String named = terminal.environment().get("HOLDFAST_URL");
        return named == null || named.isEmpty() ? null : named;
    }
}
