package dev.holdfast.worker;

import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts to get a lost lock session back, with growing pauses. Where the server answers that it is down or
 * starting, nobody else can be given this worker's tasks, so they run on. Where it does not answer, the network may be
 * cut: the server ends the session after ten seconds of silence, so the tasks must have stopped before.
 */
final class Reconnection {
    private static final Logger log = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration ISOLATED_AFTER = Duration.ofSeconds(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Membership membership;
    private Duration pause = Duration.ofMillis(50);
    private long silentSince = System.nanoTime();

    /** What an attempt came to. */
    sealed interface Result {
        /** The session is back, and these tasks are still its own. */
        record Back(List<Long> own) implements Result {}

        record NotYet() implements Result {}

        /** There has been no answer for so long that the tasks must stop. */
        record Isolated() implements Result {}
    }

    Reconnection(Membership membership) {
        this.membership = membership;
    }

    Result tryOnce(List<Long> running) {
        try {
            return new Result.Back(membership.resume(running));
        } catch (SQLException e) {
            log.debug("no lock session yet: {}", e.getMessage());
            if (serverAnswers(e)) {
                silentSince = System.nanoTime();
            }
            boolean isolated = System.nanoTime() - silentSince > ISOLATED_AFTER.toNanos();
            return isolated ? new Result.Isolated() : new Result.NotYet();
        }
    }

    /** How long to wait before the next attempt; longer each time, up to a second. */
    Duration pause() {
        Duration now = pause;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return now;
    }

    private static boolean serverAnswers(SQLException e) {
        String state = e.getSQLState();
        return e.getCause() instanceof ConnectException || state != null && !state.startsWith("08");
    }
}
