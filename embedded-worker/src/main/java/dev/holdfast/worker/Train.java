package dev.holdfast.worker;

import dev.holdfast.workers.Claimed;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The train that a worker runs, when it runs one: it is made longer, and the ends of its tasks are written on a second session meanwhile.
 * Used by the worker's loop only.
 */
final class Train {
    private final List<String> served;
    private final Membership membership;
    private final Slots slots;
    private final Reports reports;
    private final EndWriter ends;
    private boolean complete;

    Train(List<String> served, Membership membership, Slots slots, Reports reports, EndWriter ends) {
        this.served = served;
        this.membership = membership;
        this.slots = slots;
        this.reports = reports;
        this.ends = ends;
    }

    /** Whether there is one, and a second session for it. */
    boolean isOnTwoSessions() {
        return slots.hasTrain() && ends.isReady();
    }

    boolean isToGrow(boolean working) {
        return working && !complete && slots.mayGrow() && ends.isReady();
    }

    /** Takes more tasks that ride with it; none where it is to come to its end. */
    List<Claimed> grow() throws SQLException {
        List<Claimed> more = membership.session().growTrain(served, slots.piece());
        complete = more.isEmpty();
        slots.append(more);
        return more;
    }

    /** The next one may grow again. */
    void begin() {
        complete = false;
    }

    /** Has the ends written that are there, unless others are being written. */
    void writeEnds() throws SQLException {
        List<RunningTask> completed = ends.isBusy() ? List.of() : slots.completed();
        try {
            reports.flush(completed);
        } catch (SQLException e) {
            slots.putBack(completed);
            throw e;
        }
        if (!completed.isEmpty()) {
            ends.write(membership.id(), completed);
        }
    }

    /** What came of ends that were being written, once it is known. */
    EndWriter.@Nullable Result fetchWritten() {
        return ends.fetch();
    }

    /** Whether ends are being written; others wait for that. */
    boolean isBeingWritten() {
        return ends.isBusy();
    }
}
