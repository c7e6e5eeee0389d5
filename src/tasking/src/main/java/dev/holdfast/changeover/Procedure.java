package dev.holdfast.changeover;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.Refused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole switch, from what it will meet to what came of it; the command line and the console both go through it. It blocks
 * for as long as that takes, and asks its guide what to do.
 */
public final class Procedure {
    private static final Duration CHANGEOVER = Duration.ofSeconds(15);

    private final Changeover changeover;
    private final WorkerType target;
    private final Guide guide;

    /** A person, or what speaks for one. Called on the thread of the procedure. */
    public interface Guide {
        /** Decides whether to go on; throws where something is missing for it. */
        Decision found(Preflight preflight);

        /** Decides what to do about those who are left; called several times a second. */
        Wish draining(List<Straggler> left, Duration since);
    }

    /** @param redis the address of the manager's Redis; null for the one known already, and for the other type */
    public record Decision(boolean go, @Nullable String redis) {}

    /** What to do while something still runs. */
    public enum Wish {
        WAIT, CANCEL_RUNNING, BACK
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * @param drained how long the drain took
         * @param behind  workers that have not changed over after a while; the others work already
         */
        record Done(Duration drained, List<Straggler> behind) implements Outcome {}

        /** All is as before. */
        record GivenUp(List<Straggler> left) implements Outcome {}

        /** Nothing was begun. */
        record Declined() implements Outcome {}
    }

    private Procedure(Changeover changeover, WorkerType target, Guide guide) {
        this.changeover = changeover;
        this.target = target;
        this.guide = guide;
    }

    /**
     * Switches to that type.
     *
     * @throws Refused when that is the type already, or another program is switching
     * @throws HoldfastException for whatever else the database objects to, or the guide; what was begun stands in the
     *         database then, for the next one to find
     */
    public static Outcome run(ConnectionSettings database, WorkerType target, Guide guide) throws InterruptedException {
        try (var changeover = Changeover.open(database)) {
            return new Procedure(changeover, target, guide).run();
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private Outcome run() throws SQLException, InterruptedException {
        Preflight found = changeover.preflight(target);
        if (found.state().type() == target && found.isUnderWay()) {
            changeover.resume();
            return new Outcome.GivenUp(List.of());
        } else if (found.refusal() != null) {
            throw new Refused(found.refusal(),
                    found.state().intake() ? null : "holdfast resume lets tasks start again.");
        }
        Decision decision = guide.found(found);
        if (!decision.go()) {
            return new Outcome.Declined();
        }
        long start = System.nanoTime();
        changeover.begin(target, decision.redis());
        List<Straggler> left = changeover.drain(guide::draining);
        if (!left.isEmpty()) {
            changeover.resume();
            return new Outcome.GivenUp(left);
        }
        Duration drained = Duration.ofNanos(System.nanoTime() - start);
        changeover.complete();
        changeover.resume();
        return new Outcome.Done(drained, behind());
    }

    private List<Straggler> behind() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + CHANGEOVER.toNanos();
        List<Straggler> behind = behindNow();
        while (!behind.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(Changeover.LOOK);
            behind = behindNow();
        }
        return behind;
    }

    private List<Straggler> behindNow() throws SQLException {
        return changeover.stragglers().stream().filter(one -> !one.follows()).toList();
    }
}
