package dev.holdfast.console.locks;

import dev.holdfast.locks.LockKind;
import dev.holdfast.locks.LockRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock with a key of its own: PostgreSQL may list locks that look alike in all that is shown.
 *
 * @param nth counts those that look alike, from 0
 */
record LockLine(LockRow lock, int nth) {
    record Key(String kind, String name, String mode, int session, int nth) {}

    static List<LockLine> of(List<LockRow> locks) {
        Map<Key, Integer> seen = new HashMap<>();
        var lines = new ArrayList<LockLine>(locks.size());
        for (LockRow lock : locks) {
            int nth = seen.merge(new LockLine(lock, 0).key(), 1, Integer::sum) - 1;
            lines.add(new LockLine(lock, nth));
        }
        return lines;
    }

    /** What the lock is about for a person. */
    enum Standing {
        HELD, WAITING, WATCHING
    }

    /** A worker waits for another's lock all the time, to learn of its death: that keeps nobody waiting. */
    Standing standing() {
        if (lock.granted()) {
            return Standing.HELD;
        }
        return lock.kind() == LockKind.WORKER ? Standing.WATCHING : Standing.WAITING;
    }

    Key key() {
        return new Key(lock.kind().word(), lock.name(), lock.mode(), lock.session(), nth);
    }
}
