package dev.holdfast.benchmark.faults;

import dev.holdfast.benchmark.peers.Entrant;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerProcess;
import dev.holdfast.benchmark.soak.stage.Island;
import dev.holdfast.benchmark.soak.stage.Server;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One program's processes on a PostgreSQL of their own; closing ends them and removes it. For one thread. */
final class Stand implements AutoCloseable {
    private final Entrant entrant;
    private final Path home;
    private final Server server;
    private final @Nullable Island island;
    private final List<PeerProcess> processes = new ArrayList<>();

    private Stand(Entrant entrant, Path home, Server server, @Nullable Island island) {
        this.entrant = entrant;
        this.home = home;
        this.server = server;
        this.island = island;
    }

    /**
     * Starts the server.
     *
     * @param programs where PostgreSQL's programs are kept from one to the next
     * @param island   where processes can be cut off; null for nowhere
     */
    static Stand open(Entrant entrant, Path programs, @Nullable Island island) throws IOException, SQLException {
        Path home = Files.createTempDirectory("holdfast-bench-");
        try {
            return new Stand(entrant, home, Server.create(home, programs, island), island);
        } catch (IOException | SQLException e) {
            PrivateFiles.deleteTree(home);
            throw e;
        }
    }

    Server server() {
        return server;
    }

    List<PeerProcess> processes() {
        return List.copyOf(processes);
    }

    void load(String task, int count) throws PeerFailure, InterruptedException {
        entrant.load(server.settings(), task, count);
    }

    PeerProcess start(String task) throws PeerFailure, InterruptedException {
        return add(entrant.work(server.settings(), task, UnaryOperator.identity()));
    }

    /** Starts a process that can be {@linkplain #cutOff cut off}. */
    PeerProcess startOnIsland(String task) throws PeerFailure, InterruptedException {
        Island there = there();
        ConnectionSettings straight = server.settings();
        var settings = new ConnectionSettings(straight.url().replace("127.0.0.1", there.serverAddress()),
                straight.user(), straight.password());
        return add(entrant.work(settings, task, there::around));
    }

    void cutOff() throws IOException, InterruptedException {
        there().cut();
    }

    private Island there() {
        return Objects.requireNonNull(island, "no island");
    }

    private PeerProcess add(PeerProcess process) {
        processes.add(process);
        return process;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (PeerProcess process : processes) {
            process.kill();
        }
        if (island != null) {
            island.mend();
        }
        server.stopFast();
        PrivateFiles.deleteTree(home);
    }
}
