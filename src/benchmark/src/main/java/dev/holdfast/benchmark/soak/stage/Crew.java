package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.benchmark.soak.witness.WitnessHandler;
import dev.holdfast.database.ConnectionSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The worker processes. One that has ended is replaced at {@link #tend}. One lives on the island, where there is one; the
 * others are at the end of a wire each. Thread-safe.
 */
public final class Crew implements AutoCloseable {
    private static final int LARGEST_SHIFT_SECONDS = 1800;

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Server server;
    private final Path directory;
    private final Path trail;
    private final int count;
    private final @Nullable Island island;
    private final @Nullable Clocks clocks;
    private final Random random;
    private final WorkerJars jars;
    private final @Nullable ConnectionSettings straight;
    private final List<CrewMember> members = new ArrayList<>();
    private final List<CrewMember> gone = new ArrayList<>();
    private int started;
    private int shifted;

    private Crew(Server server, Path directory, Path trail, int count, @Nullable Island island,
            @Nullable Clocks clocks, @Nullable ConnectionSettings straight, Random random)
            throws IOException, InterruptedException {
        this.server = server;
        this.directory = directory;
        this.trail = trail;
        this.count = count;
        this.island = island;
        this.clocks = clocks;
        this.straight = straight;
        this.random = random;
        this.jars = new WorkerJars(directory);
        warmUp();
    }

    /** A crew on wires and the island. */
    static Crew wired(Server server, Path directory, Path trail, int count, @Nullable Island island,
            @Nullable Clocks clocks, Random random) throws IOException, InterruptedException {
        return new Crew(server, directory, trail, count, island, clocks, null, random);
    }

    /** A crew that reaches its servers straight. */
    public static Crew straight(Server server, ConnectionSettings way, Path directory, Path trail, int count,
            Random random) throws IOException, InterruptedException {
        return new Crew(server, directory, trail, count, null, null, way, random);
    }

    /** One that runs until nothing is left has learned what makes the starts of the others shorter. */
    private void warmUp() throws IOException, InterruptedException {
        jars.train(command -> {
            var builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("warm-up.log").toFile());
            environment(builder.environment(), server.settings());
            return builder.start();
        });
    }

    /** Starts what is missing. */
    public synchronized void tend() throws IOException {
        for (CrewMember member : List.copyOf(members)) {
            if (!member.isAlive()) {
                members.remove(member);
                gone.add(member);
                member.release();
            }
        }
        while (members.size() < count) {
            boolean islander = island != null && members.stream().noneMatch(CrewMember::onIsland);
            members.add(start(islander || straight != null ? null : new Wire(server.address())));
        }
    }

    private CrewMember start(@Nullable Wire wire) throws IOException {
        String name = "soak-" + ++started;
        Path log = directory.resolve(name + ".log");
        List<String> command = command(name);
        var builder = new ProcessBuilder(wire == null && island != null ? island.around(command) : command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        environment(builder.environment(), way(wire));
        shiftClock(builder.environment());
        return new CrewMember(builder.start(), name, wire, wire == null && island != null, log);
    }

    private List<String> command(String name) {
        return jars.command(trail, "--name", name, "--slots", Integer.toString(random.nextInt(1, 7)),
                "--handlers", WitnessHandler.NAME + ",command", "--grace", "2");
    }

    /** Without server-side names for statements the text of each is on the wire, where moments are recognised. */
    private ConnectionSettings way(@Nullable Wire wire) {
        return straight != null
                ? straight
                : wire == null
                        ? Server.settings("holdfast-nowhere.invalid,%s:%d".formatted(Island.HOST, server.port()), "")
                        : Server.settings("127.0.0.1:" + wire.port(), "?prepareThreshold=0");
    }

    private static void environment(Map<String, String> environment, ConnectionSettings way) {
        environment.put("HOLDFAST_URL", way.url());
        environment.put("HOLDFAST_USER", Objects.requireNonNull(way.user()));
        environment.put("PGPASSWORD", Objects.requireNonNull(way.password()));
        environment.put("HOLDFAST_LAUNCHED", "true");
    }

    private void shiftClock(Map<String, String> environment) {
        if (clocks != null && random.nextBoolean()) {
            clocks.shift(environment, random.nextInt(-LARGEST_SHIFT_SECONDS, LARGEST_SHIFT_SECONDS));
            shifted++;
        }
    }

    /** Those that run. */
    public synchronized List<CrewMember> members() {
        return members.stream().filter(CrewMember::isAlive).toList();
    }

    /** Those that have ended since the last call. */
    public synchronized List<CrewMember> takeGone() {
        List<CrewMember> taken = List.copyOf(gone);
        gone.clear();
        return taken;
    }

    /** How many processes were started, and how many of them with a clock of their own. */
    public synchronized int started() {
        return started;
    }

    public synchronized int shifted() {
        return shifted;
    }

    /** Waits until all of them have joined, for as long as a busy machine may need. */
    public void awaitOnline() throws IOException, InterruptedException {
        for (long end = System.nanoTime() + LONGEST_START.toNanos(); System.nanoTime() < end;) {
            tend();
            boolean all = true;
            for (CrewMember member : members()) {
                all &= member.wasOnline();
            }
            if (all) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Undoes what was done to their processes and wires. */
    public void heal() throws InterruptedException {
        for (CrewMember member : members()) {
            Wire wire = member.wire();
            if (wire != null) {
                wire.disarm();
                wire.mend();
            }
            member.thaw();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (CrewMember member : members) {
            member.kill();
            member.release();
        }
    }
}
