package dev.holdfast.worker;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.manager.ManagedWork;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Turn;
import dev.holdfast.workers.Wish;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the worker type: what it is, and whether tasks are started at all. A worker has no setting of its own for it, and
 * changes over in place; a switch waits until each has said that nothing is left of what it did before. Used by the worker's
 * loop only.
 */
final class Following {
    private static final Logger log = LoggerFactory.getLogger(Following.class);

    private final WorkerSettings settings;
    private final Membership membership;
    private final Slots slots;
    private final Runnable assigned;
    private final Runnable missed;
    private boolean toLook = true;
    private boolean toSay;
    private int saidAs;
    private boolean queueCanceled;
    private @Nullable TypeState state;
    private @Nullable ManagedWork managed;

    /** The callbacks are those of {@link ManagedWork}. */
    Following(WorkerSettings settings, Membership membership, Slots slots, Runnable assigned, Runnable missed) {
        this.settings = settings;
        this.membership = membership;
        this.slots = slots;
        this.assigned = assigned;
        this.missed = missed;
    }

    /** It may have changed. */
    void look() {
        toLook = true;
    }

    /** A sweep saw it at that epoch. What the manager handed out may have been missed as well. */
    void look(long epoch) {
        toLook |= state == null || state.epoch() != epoch || managed != null;
    }

    /** @param working whether this worker takes tasks at all, or is about to end */
    void follow(boolean working) throws SQLException {
        if (toLook) {
            adopt(membership.session().type());
            toLook = false;
        }
        TypeState now = state;
        if (managed != null && !working && !queueCanceled) {
            managed.cancelQueue(membership.session());
            queueCanceled = true;
        }
        if (now != null && toSay && (now.intake() || slots.isEmpty())) {
            membership.session().follow(now);
            toSay = false;
            saidAs = membership.id();
        }
    }

    private void adopt(TypeState seen) {
        TypeState before = state;
        if (before == null || seen.epoch() != before.epoch() || saidAs != membership.id()) {
            toSay = true;
        }
        if (before == null ? seen.type() == WorkerType.MANAGER : seen.type() != before.type()) {
            log.info("the worker type is {}", seen.type().word());
        }
        state = seen;
        if (managed != null && (seen.type() != WorkerType.MANAGER || !managed.isOf(membership.id(), seen))) {
            managed.close();
            managed = null;
        }
        if (seen.type() == WorkerType.MANAGER) {
            if (managed == null) {
                managed = new ManagedWork(settings.database(), membership.name(), membership.id(), seen, settings.ttl(),
                        assigned, missed);
                queueCanceled = false;
            }
            managed.work(seen.intake() && !queueCanceled);
        }
    }

    /** Writes what has ended and takes what there is, in the way of the worker type. */
    Turn turn(LockSession session, List<Ended> ended, Wish wish) throws SQLException {
        return managed == null ? session.turn(ended, wish) : managed.turn(session, ended, wish);
    }

    void leave() {
        if (managed != null) {
            try {
                managed.leave(membership.session());
            } catch (SQLException e) {
                log.warn("what it was given stays, until it is found missing: {}", e.getMessage());
            }
            managed.close();
        }
    }
}
