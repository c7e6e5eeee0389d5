package dev.holdfast.benchmark.peers;

import dev.holdfast.database.ConnectionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One of those that are struck by the same faults: Holdfast, or a peer with the settings that notice a death soonest. */
public record Entrant(String label, PeerProgram program, Setup setup) {
    private static final Entrant HOLDFAST = new Entrant("Holdfast", new JavaProgram("HoldfastProgram"),
            new Setup(2, "{}"));

    /** Holdfast first. */
    public static List<Entrant> all() {
        return Stream.concat(Stream.of(HOLDFAST), Stream.of(Peer.values()).map(Entrant::of)).toList();
    }

    /** The one whose label begins like this, in whatever case. */
    public static Optional<Entrant> named(String name) {
        return all().stream().filter(entrant -> lower(entrant.label()).startsWith(lower(name))).findFirst();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Entrant of(Peer peer) {
        Mode mode = peer.setup(Mode.NAP_WATCHED).isPresent() ? Mode.NAP_WATCHED : Mode.NAP;
        return new Entrant("%s %s".formatted(peer.label(), peer.version()), peer.program(),
                peer.setup(mode).orElseThrow());
    }

    /** Makes tables and jobs. */
    public void load(ConnectionSettings database, String task, int count) throws PeerFailure, InterruptedException {
        PeerProcess.run(program, database, "load", task, Integer.toString(count), "0", setup.options());
    }

    /**
     * Starts a process that works.
     *
     * @param around makes of the command the one that runs it where it is to run
     */
    public PeerProcess work(ConnectionSettings database, String task, UnaryOperator<List<String>> around)
            throws PeerFailure, InterruptedException {
        return PeerProcess.start(program, database, around, "work", task, setup.options());
    }
}
