package dev.holdfast.benchmark.faults;

import dev.holdfast.benchmark.peers.Entrant;
import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.soak.stage.Island;
import dev.holdfast.cluster.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Strikes each program by each fault, one after the other, each time on a fresh PostgreSQL. */
record Trials(List<Entrant> entrants, Set<Strike> strikes, Times times) {
    /** Hands over an {@link Outcome} for each, or a line that says why there is none. */
    void run(Consumer<Object> listener) throws IOException, SQLException, InterruptedException {
        Path programs = Files.createTempDirectory("holdfast-bench-");
        try {
            for (Strike strike : strikes) {
                for (Entrant entrant : entrants) {
                    listener.accept(run(strike, entrant, programs));
                }
            }
        } finally {
            PrivateFiles.deleteTree(programs);
        }
    }

    private Object run(Strike strike, Entrant entrant, Path programs)
            throws IOException, SQLException, InterruptedException {
        if (strike != Strike.CUT_OFF) {
            return run(strike, entrant, programs, null);
        }
        try (Island island = Island.open().orElse(null)) {
            return island == null
                    ? "%s: needs root on Linux".formatted(strike.label())
                    : run(strike, entrant, programs, island);
        }
    }

    private Object run(Strike strike, Entrant entrant, Path programs, @Nullable Island island)
            throws IOException, SQLException, InterruptedException {
        try (Stand stand = Stand.open(entrant, programs, island)) {
            return strike == Strike.RESTARTED
                    ? new ShortJobs(times.patience()).on(stand, entrant.label())
                    : new LongJob(strike, times).on(stand, entrant.label());
        } catch (PeerFailure e) {
            return "%s: %s could not be run: %s".formatted(strike.label(), entrant.label(), e.getMessage());
        }
    }
}
