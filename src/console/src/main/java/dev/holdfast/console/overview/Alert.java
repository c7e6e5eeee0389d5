package dev.holdfast.console.overview;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.overview.Contention;
import dev.holdfast.overview.LostWorker;
import dev.holdfast.overview.Unserved;
import dev.holdfast.tasks.Phase;
import dev.holdfast.workers.WorkerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that a person may want to do something about. */
sealed interface Alert {
    /** How long something may last, and how many tasks may stand behind it, before people are told. */
    Duration PATIENCE = Duration.ofSeconds(30);
    int BEHIND = 3;

    /** Since when; null where nobody knows. */
    @Nullable
    Instant since();

    /** A task runs for long while others wait for what it has. */
    record Blocking(Contention line) implements Alert {
        @Override
        public @Nullable Instant since() {
            return line.started();
        }
    }

    /** No worker serves the handler of tasks that are ready. */
    record NobodyServes(Unserved tasks) implements Alert {
        @Override
        public Instant since() {
            return tasks.since();
        }
    }

    /** Tasks are ready and no worker is there at all. */
    record NoWorker(long ready) implements Alert {
        @Override
        public @Nullable Instant since() {
            return null;
        }
    }

    /** Workers died with tasks, and none is there to settle these. */
    record Unsettled(long tasks) implements Alert {
        @Override
        public @Nullable Instant since() {
            return null;
        }
    }

    /** A session that runs no task keeps tasks waiting that are first in line. */
    record HeldUp(long tasks) implements Alert {
        @Override
        public @Nullable Instant since() {
            return null;
        }
    }

    record Lost(LostWorker worker) implements Alert {
        @Override
        public Instant since() {
            return worker.at();
        }
    }

    /** What a reading gives cause for, the most urgent first; of blocking tasks those with the most behind them. */
    static List<Alert> of(Snapshot snapshot) {
        var alerts = new ArrayList<Alert>();
        Instant now = snapshot.serverTime();
        long ready = snapshot.counts().of(Phase.READY);
        boolean anyone = snapshot.workers().stream().anyMatch(WorkerRow::alive);
        long left = snapshot.workers().stream().mapToLong(worker -> worker.tasks().size()).sum();
        if (left > 0 && !anyone) {
            alerts.add(new Unsettled(left));
        }
        if (ready > 0 && !anyone) {
            alerts.add(new NoWorker(ready));
        } else {
            snapshot.overview()
                    .unserved()
                    .stream()
                    .filter(tasks -> isLong(tasks.since(), now))
                    .forEach(tasks -> alerts.add(new NobodyServes(tasks)));
        }
        snapshot.overview()
                .contended()
                .stream()
                .filter(line -> line.waiting() >= BEHIND && line.started() != null
                        && isLong(Objects.requireNonNull(line.started()), now))
                .forEach(line -> alerts.add(new Blocking(line)));
        if (snapshot.counts().of(Phase.HELD) > 0) {
            alerts.add(new HeldUp(snapshot.counts().of(Phase.HELD)));
        }
        snapshot.overview().lost().forEach(worker -> alerts.add(new Lost(worker)));
        return alerts;
    }

    private static boolean isLong(Instant since, Instant now) {
        return since.isBefore(now.minus(PATIENCE));
    }
}
