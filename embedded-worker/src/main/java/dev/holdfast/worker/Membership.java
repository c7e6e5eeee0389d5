package dev.holdfast.worker;

import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Mailbox;
import dev.holdfast.workers.WorkerInfo;
import dev.holdfast.workers.WorkerState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This worker's membership among the workers of the database: its id, its lock session, its mailbox, and its watch over
 * the next one. Used by the worker's loop only.
 */
final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    private final WorkerSettings settings;
    private final WorkerInfo info;
    private final Consumer<Mailbox.Message> heard;
    private final WorkerEvents events;
    private @Nullable LockSession session;
    private @Nullable Ears ears;
    private @Nullable RingWatch ring;
    private int id;
    private boolean draining;
    private boolean announced;

    Membership(WorkerSettings settings, List<String> served, Consumer<Mailbox.Message> heard,
            WorkerEvents events) {
        this.settings = settings;
        this.heard = heard;
        this.events = events;
        long pid = ProcessHandle.current().pid();
        String name = settings.name() == null ? host() + "-" + pid : settings.name();
        this.info = new WorkerInfo(name, host(), pid, version(), settings.slots(), served);
    }

    int id() {
        return id;
    }

    String name() {
        return info.name();
    }

    /** The lock session; after a failure on it, only what {@link #resume} brings back is of use. */
    LockSession session() throws SQLException {
        if (session == null) {
            throw new SQLException("there is no lock session", "08003");
        }
        return session;
    }

    void join() throws SQLException {
        session = LockSession.register(settings.database(), info);
        id = session.workerId();
        announced = false;
        events.online(id);
        var watch = new RingWatch(settings.database(), info, id, settled -> {
            events.reaped(settled);
            heard.accept(new Mailbox.Message.Wake());
        });
        ring = watch;
        ears = new Ears(settings.database(), info.name(), id, message -> {
            if (message instanceof Mailbox.Message.Listening) {
                // Nobody could tell before that the ring has changed.
                watch.lookAgain();
            }
            heard.accept(message);
        });
        ring.start();
        ears.start();
    }

    /**
     * Takes the locks back on a new session. Where others have given this worker up for lost it joins anew, under a new id.
     *
     * @param running the tasks that it runs
     * @return those that are still its own
     */
    List<Long> resume(List<Long> running) throws SQLException {
        if (session != null) {
            session.close();
            session = null;
        }
        Optional<LockSession.Resumed> resumed = LockSession.resume(settings.database(), info.name(), id, running);
        if (resumed.isPresent()) {
            session = resumed.get().session();
            announced = false;
            return resumed.get().tasks();
        }
        log.warn("others have given this worker up for lost: it joins anew");
        closeHelpers();
        join();
        return List.of();
    }

    /** From now on this worker takes no more tasks; {@link #announce} tells the others. */
    void drain() {
        draining = true;
    }

    void announce() throws SQLException {
        if (draining && !announced) {
            session().end(WorkerState.DRAINING);
            announced = true;
        }
    }

    void ringChanged() {
        if (ring != null) {
            ring.lookAgain();
        }
    }

    /** Looks for what a lost notification may have left. */
    LockSession.Sweep sweep() throws SQLException {
        LockSession.Sweep found = session().sweep(info.handlers());
        events.swept(found.unlocked().size());
        if (ring != null) {
            ring.suspect(found.unlocked());
        }
        return found;
    }

    void leave() {
        closeHelpers();
        try (LockSession last = session) {
            if (last != null) {
                last.end(WorkerState.STOPPED);
                last.passOn(info.handlers());
            }
        } catch (SQLException e) {
            log.warn("could not say goodbye, the others will find the lock free: {}", e.getMessage());
        }
    }

    private void closeHelpers() {
        if (ears != null) {
            ears.close();
        }
        if (ring != null) {
            ring.close();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String version() {
        String version = Membership.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
