package dev.holdfast.cli.cluster;

import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.database.NoConnection;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where no server can be started, a database must be named. */
public final class NoLocalCluster implements LocalCluster {
    @Override
    public Joined join() {
        throw missing();
    }

    @Override
    public Running up(int workers, @Nullable Path data, @Nullable Integer port) {
        throw missing();
    }

    @Override
    public boolean down() {
        return false;
    }

    @Override
    public String redis() {
        throw missing();
    }

    @Override
    public Optional<Status> status() {
        return Optional.empty();
    }

    private static NoConnection missing() {
        return new NoConnection("this installation has no local cluster",
                "Name a database: --url postgresql://user@host:5432/database, or HOLDFAST_URL.");
    }
}
