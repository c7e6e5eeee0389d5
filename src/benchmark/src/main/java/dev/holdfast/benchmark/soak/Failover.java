package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.bed.Poll;
import dev.holdfast.benchmark.soak.faults.Tally;
import dev.holdfast.benchmark.soak.judge.Case;
import dev.holdfast.benchmark.soak.judge.Ledger;
import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Planned;
import dev.holdfast.benchmark.soak.judge.Plans;
import dev.holdfast.benchmark.soak.judge.Verdict;
import dev.holdfast.benchmark.soak.judge.Violation;
import dev.holdfast.benchmark.soak.stage.Crew;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Server;
import dev.holdfast.benchmark.soak.witness.Attempt;
import dev.holdfast.benchmark.soak.witness.Trail;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Work on a primary with a standby; the primary is killed under load, the standby promoted, the work goes on there. */
public final class Failover implements AutoCloseable {
    private static final int WORKERS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Server primary;
    private final Server standby;
    private final ConnectionSettings either;
    private final Trail trail;
    private final Crew crew;
    private final Tally tally;
    private final Load load;

    /**
     * What came out.
     *
     * @param lost       tasks whose submission was answered and which the standby does not know
     * @param repeated   attempts that had ended, of which the standby did not know, so that they were run again
     * @param back       from the promotion to the first task that began after it
     * @param violations promises that were broken; lost tasks and what follows from them among these
     */
    public record Outcome(long tasks, List<Integer> lost, long repeated, Duration back, List<Violation> violations) {
        public Outcome {
            lost = List.copyOf(lost);
            violations = List.copyOf(violations);
        }
    }

    private Failover(Server primary, Server standby, Path directory, long seed)
            throws IOException, InterruptedException {
        var random = new Random(seed);
        this.primary = primary;
        this.standby = standby;
        this.either = primary.settingsWith(standby);
        this.trail = new Trail(Files.createFile(directory.resolve("trail")));
        this.tally = new Tally(directory.resolve("faults.log"));
        this.load = new Load(() -> either.open("soak"), new Plans(trail.file(), random), random, tally, 0);
        this.crew = Crew.straight(primary, either, Files.createDirectory(directory.resolve("workers")), trail.file(),
                WORKERS, random);
    }

    /**
     * Sets all up in an empty directory, with the standby following the primary.
     *
     * @param programs where PostgreSQL's programs are unpacked and kept
     */
    public static Failover in(Path directory, Path programs, long seed)
            throws IOException, SQLException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Server primary = Server.create(Files.createDirectory(directory.resolve("primary")), programs, null);
        try {
            Server standby = primary.standby(Files.createDirectory(directory.resolve("standby")));
            try {
                return new Failover(primary, standby, directory, seed).ready();
            } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
                standby.kill();
                throw e;
            }
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            primary.kill();
            throw e;
        }
    }

    private Failover ready() throws IOException, SQLException, InterruptedException {
        try {
            crew.awaitOnline();
            await("the standby follows", () -> followers("streaming") == 1);
            return this;
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            crew.close();
            throw e;
        }
    }

    /**
     * Every commit is answered when the standby has it.
     *
     * @param tasks how many are submitted before the primary is killed at least, and as many after it
     */
    public Outcome synchronously(int tasks) throws IOException, SQLException, InterruptedException {
        primary.set("synchronous_standby_names", "*");
        await("the standby is synchronous", () -> followers("sync") == 1);
        load.start();
        await("tasks submitted", () -> load.submitted() >= tasks);
        return failOver(tasks);
    }

    /** The standby falls behind: the last tasks are submitted and run without it. */
    public Outcome behind(int tasks) throws IOException, SQLException, InterruptedException {
        load.start();
        await("tasks submitted", () -> load.submitted() >= tasks);
        standby.set("primary_conninfo", "");
        await("the standby follows no more", () -> followers("streaming") == 0);
        int known = load.submitted();
        await("more tasks submitted", () -> load.submitted() >= known + tasks);
        return failOver(tasks);
    }

    private Outcome failOver(int tasks) throws IOException, SQLException, InterruptedException {
        primary.kill();
        standby.promote();
        long promoted = System.nanoTime();
        int before = load.submitted();
        await("tasks submitted to the standby", () -> load.submitted() >= before + tasks);
        load.stop();
        try (Connection connection = standby.connect()) {
            await("all final", () -> Ledger.unfinished(connection) == 0);
            await("nothing is left", () -> Ledger.leftovers(connection).isEmpty());
            return outcome(Ledger.rows(connection, 0, false), promoted);
        }
    }

    private Outcome outcome(List<Row> rows, long promoted) throws IOException {
        Map<Integer, Row> byNumber = rows.stream().collect(Collectors.toMap(Row::number, Function.identity()));
        Map<Integer, List<Attempt>> attempts = trail.read();
        Map<Long, CrewMember> members = crew.members()
                .stream()
                .collect(Collectors.toMap(CrewMember::pid, Function.identity()));
        var facts = new Case(load.planned(), byNumber, attempts, load.seen(), members, List.of(), List.of());
        List<Integer> lost = load.planned()
                .values()
                .stream()
                .filter(Planned::accepted)
                .map(Planned::number)
                .filter(number -> !byNumber.containsKey(number))
                .toList();
        long repeated = attempts.values()
                .stream()
                .mapToLong(each -> Math.max(0, each.stream().filter(Attempt::completed).count() - 1))
                .sum();
        long back = attempts.values()
                .stream()
                .flatMap(List::stream)
                .mapToLong(Attempt::start)
                .filter(start -> start > promoted)
                .min()
                .orElse(promoted);
        return new Outcome(rows.size(), lost, repeated, Duration.ofNanos(back - promoted),
                new ArrayList<>(Verdict.of(facts).violations()));
    }

    /** How many standbys the primary has in that state. */
    private long followers(String state) throws SQLException {
        try (Connection connection = primary.connect()) {
            Long count = Sql.value(connection, Long.class,
                    "SELECT count(*) FROM pg_stat_replication WHERE ? IN (state, sync_state)", state);
            return count == null ? 0 : count;
        }
    }

    private static void await(String what, Poll.Condition condition) throws SQLException, InterruptedException {
        Poll.until(what, BETWEEN_LOOKS, PATIENCE, condition);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        load.stop();
        crew.close();
        tally.close();
        standby.kill();
        primary.kill();
    }
}
