package dev.holdfast.benchmark.faults;

import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerProcess;
import dev.holdfast.benchmark.peers.PeerProcess.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Restarts PostgreSQL while two workers run jobs of half a second. */
record ShortJobs(Duration patience) {
    private static final int JOBS = 40;
    private static final int BEFORE = 6;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration DOWN = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** One job in one process, by this JVM's clock; what has not ended lasts forever. */
    private record Run(String job, PeerProcess process, long begin, long end) {
        boolean ended() {
            return end < Long.MAX_VALUE;
        }

        /** Nanoseconds beside another run of the same job. */
        long beside(Run other) {
            return !job.equals(other.job) || begin > other.begin || equals(other)
                    ? 0
                    : Math.max(0, Math.min(end, other.end) - other.begin);
        }
    }

    Outcome on(Stand stand, String program) throws PeerFailure, IOException, InterruptedException {
        stand.load("step", JOBS);
        stand.start("step");
        stand.start("step");
        if (!awaitEnded(stand, BEFORE, START_PATIENCE)) {
            throw new PeerFailure("no jobs ended within %d s".formatted(START_PATIENCE.toSeconds()));
        }
        stand.server().stopFast();
        Thread.sleep(DOWN);
        long started = System.nanoTime();
        stand.server().start();
        awaitEnded(stand, JOBS, patience);
        return outcome(stand, program, started);
    }

    private Outcome outcome(Stand stand, String program, long started) {
        List<Run> runs = runs(stand);
        double again = runs.stream()
                .mapToLong(Run::begin)
                .filter(begin -> begin > started)
                .map(begin -> begin - started)
                .min()
                .orElse(-1) / 1e9;
        double together = runs.stream().flatMapToLong(one -> runs.stream().mapToLong(one::beside)).sum() / 1e9;
        return new Outcome(Strike.RESTARTED, program, again < 0 ? null : again, together, remark(ended(runs), stand));
    }

    private String remark(long ended, Stand stand) {
        List<PeerProcess> dead = stand.processes().stream().filter(process -> !process.isAlive()).toList();
        var remarks = new ArrayList<String>();
        if (ended < JOBS) {
            remarks.add("%d of %d jobs had not ended after %d s".formatted(JOBS - ended, JOBS, patience.toSeconds()));
        }
        if (!dead.isEmpty()) {
            remarks.add("%d of 2 workers had ended: %s".formatted(dead.size(), dead.getFirst().lastWords()));
        }
        return String.join("; ", remarks);
    }

    private static boolean awaitEnded(Stand stand, int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ended(runs(stand)) < count && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
        }
        return ended(runs(stand)) >= count;
    }

    private static long ended(List<Run> runs) {
        return runs.stream().filter(Run::ended).map(Run::job).distinct().count();
    }

    private static List<Run> runs(Stand stand) {
        return stand.processes().stream().flatMap(process -> runs(process).stream()).toList();
    }

    private static List<Run> runs(PeerProcess process) {
        List<Line> lines = process.lines();
        var runs = new ArrayList<Run>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.text().startsWith("begin ")) {
                String job = line.text().substring("begin ".length());
                long end = IntStream.range(i, lines.size())
                        .filter(at -> lines.get(at).text().equals("end " + job))
                        .mapToLong(at -> lines.get(at).nanos())
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
                runs.add(new Run(job, process, line.nanos(), end));
            }
        }
        return runs;
    }
}
