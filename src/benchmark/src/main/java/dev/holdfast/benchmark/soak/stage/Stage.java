package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.benchmark.soak.witness.Trail;
import dev.holdfast.cluster.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** All that takes part in a soak, in one directory. */
public final class Stage implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread atExit = Thread.ofPlatform().name("clear away").unstarted(this::clearAway);
    private final List<String> missing = new ArrayList<>();
    private final Trail trail;
    private final Server server;
    private final Crew crew;
    private final Launchers launchers;
    private final @Nullable SmallDisk disk;
    private final @Nullable Island island;

    private Stage(Path directory, @Nullable Path programs, int workers, Random random)
            throws IOException, SQLException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            trail = new Trail(Files.createFile(directory.resolve("trail")));
            // The server may run as another user, who has to get in.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Path home = Files.createDirectory(directory.resolve("server"));
            disk = SmallDisk.isPossible(directory) ? later(SmallDisk.at(home)) : null;
            note("a full disk: needs root on Linux", disk);
            island = Island.open().orElse(null);
            if (island != null) {
                later(island);
            }
            note("a cut without a word, a name that is lost: need root on Linux", island);
            Clocks clocks = Clocks.ofThisMachine().orElse(null);
            note("clocks set apart: libfaketime is not installed", clocks);
            server = Server.create(home, programs, island);
            later(this::stopServer);
            crew = later(Crew.wired(server, Files.createDirectory(directory.resolve("workers")), trail.file(), workers,
                    island, clocks, random));
            launchers = later(new Launchers(directory, server.settings()));
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Builds it up, with all workers online.
     *
     * @param directory an empty one, which keeps what is left when this is closed
     * @param programs  where PostgreSQL's programs are unpacked and kept; null to unpack them anew
     */
    public static Stage in(Path directory, @Nullable Path programs, int workers, Random random)
            throws IOException, SQLException, InterruptedException {
        var stage = new Stage(directory, programs, workers, random);
        stage.crew.awaitOnline();
        return stage;
    }

    private <T extends AutoCloseable> T later(T part) {
        open.push(part);
        return part;
    }

    private void note(String what, @Nullable Object part) {
        if (part == null) {
            missing.add(what);
        }
    }

    private void stopServer() throws IOException, InterruptedException {
        Path log = server.log();
        server.stopImmediately();
        Files.copy(log, trail.file().resolveSibling("postgresql.log"));
    }

    /** The faults that this machine and user do not allow. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    public Trail trail() {
        return trail;
    }

    public Server server() {
        return server;
    }

    public Crew crew() {
        return crew;
    }

    public Launchers launchers() {
        return launchers;
    }

    public Optional<SmallDisk> disk() {
        return Optional.ofNullable(disk);
    }

    public Optional<Island> island() {
        return Optional.ofNullable(island);
    }

    @Override
    public void close() throws IOException {
        IOException failures = clearAway();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException programEnds) {
            // Then it runs already, or is about to.
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    /** Also when the program is interrupted. */
    private synchronized IOException clearAway() {
        var failures = new IOException("the soak could not be cleared away");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        return failures;
    }

    /** Deletes the directory of a closed stage. */
    public static void clear(Path directory) throws IOException {
        PrivateFiles.deleteTree(directory);
    }
}
