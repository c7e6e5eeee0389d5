package dev.holdfast.benchmark.faults;

import dev.holdfast.benchmark.peers.PeerFailure;
import dev.holdfast.benchmark.peers.PeerProcess;
import dev.holdfast.cluster.processes.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/** Strikes the worker that runs a job of an hour, while another one has nothing to do. */
record LongJob(Strike strike, Times times) {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    Outcome on(Stand stand, String program) throws PeerFailure, IOException, InterruptedException {
        stand.load("nap", 1);
        PeerProcess first = strike == Strike.CUT_OFF ? stand.startOnIsland("nap") : stand.start("nap");
        if (awaitNap(first, START_PATIENCE).isEmpty()) {
            throw new PeerFailure("no job started within %d s".formatted(START_PATIENCE.toSeconds()));
        }
        PeerProcess second = stand.start("nap");
        Thread.sleep(times.settled());
        first.requireAlive();

        long struck = System.nanoTime();
        strike(stand, first);
        OptionalLong again = awaitNap(second, times.patience());
        if (strike == Strike.FROZEN) {
            Signals.send("CONT", first.pid());
        }
        long watched = System.nanoTime();
        Thread.sleep(strike == Strike.KILLED ? Duration.ZERO : times.afterwards());
        return outcome(program, first, struck, again, watched);
    }

    private void strike(Stand stand, PeerProcess first) throws IOException, InterruptedException {
        switch (strike) {
            case KILLED -> first.kill();
            case FROZEN -> Signals.send("STOP", first.pid());
            case CUT_OFF -> stand.cutOff();
            case RESTARTED -> throw new IllegalStateException("that is for short jobs");
        }
    }

    private Outcome outcome(String program, PeerProcess first, long struck, OptionalLong again, long watched) {
        long lastBeat = first.lines()
                .stream()
                .filter(line -> line.text().equals("beat"))
                .mapToLong(PeerProcess.Line::nanos)
                .max()
                .orElse(struck);
        // What a frozen one does not do is no running beside another.
        long since = strike == Strike.FROZEN ? watched : again.orElse(watched);
        double ranOn = Math.max(0, (lastBeat - since) / 1e9);
        return new Outcome(strike, program, again.isPresent() ? (again.getAsLong() - struck) / 1e9 : null,
                again.isPresent() ? ranOn : 0, remark(again.isPresent(), ranOn));
    }

    private String remark(boolean again, double ranOn) {
        boolean toTheEnd = ranOn > times.afterwards().toMillis() / 1000.0 - 1;
        if (again) {
            return ranOn > 0 && toTheEnd
                    ? "both ran still after %d s".formatted(times.afterwards().toSeconds())
                    : "";
        }
        String waited = "waited for %d s".formatted(times.patience().toSeconds());
        return strike == Strike.KILLED ? waited : waited + (toTheEnd ? "; the first ran on" : "; the first stopped");
    }

    private static OptionalLong awaitNap(PeerProcess process, Duration patience)
            throws PeerFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.said("nap").isEmpty() && System.nanoTime() < deadline) {
            process.requireAlive();
            Thread.sleep(PAUSE);
        }
        return process.said("nap");
    }
}
