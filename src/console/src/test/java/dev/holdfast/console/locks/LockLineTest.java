package dev.holdfast.console.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.locks.LockKind;
import dev.holdfast.locks.LockRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockLineTest {
    @Test
    void locksThatLookAlikeHaveKeysOfTheirOwn() {
        List<LockLine> lines = LockLine.of(List.of(lock("tuple", 1), lock("tuple", 1), lock("tuple", 2)));

        assertThat(lines).extracting(LockLine::nth).containsExactly(0, 1, 0);
        assertThat(lines).extracting(LockLine::key).doesNotHaveDuplicates();
        assertThat(LockLine.of(List.of(lock("tuple", 1))).getFirst().key()).isEqualTo(lines.getFirst().key());
    }

    @Test
    void aWorkerThatWatchesAnotherIsNotTakenForOneThatWaits() {
        assertThat(new LockLine(lock(LockKind.WORKER, false), 0).standing()).isEqualTo(LockLine.Standing.WATCHING);
        assertThat(new LockLine(lock(LockKind.RESOURCE, false), 0).standing()).isEqualTo(LockLine.Standing.WAITING);
        assertThat(new LockLine(lock(LockKind.WORKER, true), 0).standing()).isEqualTo(LockLine.Standing.HELD);
    }

    private static LockRow lock(LockKind kind, boolean granted) {
        return new LockRow(kind, "w-1", null, "shared", granted, null, 1, null, null, null, null, null, null, null,
                null);
    }

    private static LockRow lock(String name, int session) {
        return new LockRow(LockKind.OTHER, name, null, "RowShareLock", true, null, session, null, null, null, null,
                null, null, null, null);
    }
}
