package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.soak.faults.Striker;
import dev.holdfast.benchmark.soak.faults.Tally;
import dev.holdfast.benchmark.soak.faults.Tally.Recovery;
import dev.holdfast.benchmark.soak.faults.Tally.Return;
import dev.holdfast.benchmark.soak.judge.Case;
import dev.holdfast.benchmark.soak.judge.Ledger;
import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Plans;
import dev.holdfast.benchmark.soak.judge.Verdict;
import dev.holdfast.benchmark.soak.judge.Violation;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Stage;
import dev.holdfast.benchmark.soak.witness.Attempt;
import dev.holdfast.worker.ExitCode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Work under faults for a while; then all is healed, must come to its end, and is judged. For one thread. */
final class Round {
    private static final Duration UNTIL_FINAL = Duration.ofMinutes(2);
    private static final Duration UNTIL_FREE = Duration.ofSeconds(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration LATEST_RETURN = Duration.ofSeconds(30);
    /** How a worker may end by itself: it was told to, or a handler did not stop in time. */
    private static final List<Integer> ENDS = List.of(ExitCode.DONE, ExitCode.HANDLER_IGNORED_STOP, 137);

    private final Stage stage;
    private final Striker striker;
    private final Plans plans;
    private final Tally tally;

    Round(Stage stage, Striker striker, Plans plans, Tally tally) {
        this.stage = stage;
        this.striker = striker;
        this.plans = plans;
        this.tally = tally;
    }

    /**
     * What a round came to.
     *
     * @param trains since the latest crash of the server, which forgets how many there were
     */
    record Result(long tasks, long attempts, long trains, List<Violation> violations) {}

    Result play(Duration time, Random random) throws IOException, SQLException, InterruptedException {
        long after;
        try (Connection connection = stage.server().connect()) {
            after = Ledger.last(connection);
        }
        var load = new Load(stage.server()::connect, plans, random, tally, after);
        load.start();
        striker.strikeFor(time);
        load.stop();
        try (Connection connection = stage.server().connect()) {
            var violations = new ArrayList<>(awaitEnd(connection));
            Case facts = facts(load, Ledger.rows(connection, after, false));
            Verdict verdict = Verdict.of(facts);
            violations.addAll(verdict.violations());
            violations.addAll(endings(facts.crew()));
            verdict.runOns().forEach(runOn -> tally.add(Recovery.RAN_ON, runOn));
            returns(facts);
            return new Result(facts.rows().size(), facts.attempts().values().stream().mapToInt(List::size).sum(),
                    Ledger.trains(connection), violations);
        }
    }

    /** Waits until all tasks are final and nothing of them is left. */
    private List<Violation> awaitEnd(Connection connection) throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + UNTIL_FINAL.toNanos();
        while (Ledger.unfinished(connection) > 0 && System.nanoTime() < end) {
            stage.crew().tend();
            Thread.sleep(BETWEEN_LOOKS);
        }
        List<String> stuck = Ledger.stuck(connection);
        if (!stuck.isEmpty()) {
            return stuck.stream().map(what -> new Violation(Promise.NOTHING_STUCK, what)).toList();
        }
        end = System.nanoTime() + UNTIL_FREE.toNanos();
        List<String> left = Ledger.leftovers(connection);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            left = Ledger.leftovers(connection);
        }
        return left.stream().map(what -> new Violation(Promise.NOTHING_LEFT, what)).toList();
    }

    private Case facts(Load load, List<Row> rows) throws IOException {
        Map<Long, CrewMember> crew = new HashMap<>();
        stage.crew().takeGone().forEach(member -> crew.put(member.pid(), member));
        stage.crew().members().forEach(member -> crew.put(member.pid(), member));
        return new Case(load.planned(), rows.stream().collect(Collectors.toMap(Row::number, Function.identity())),
                stage.trail().read(), load.seen(), crew, tally.launchedKilled(), tally.troubles());
    }

    /** A worker that ended by itself must have had a reason; one that never came online may have met a fault. */
    private static List<Violation> endings(Map<Long, CrewMember> crew) throws IOException {
        var violations = new ArrayList<Violation>();
        for (CrewMember member : crew.values()) {
            Integer code = member.exitCode();
            boolean told = code != null && code == ExitCode.STOPPED && member.isToldToStop();
            if (code != null && !told && !ENDS.contains(code) && member.wasOnline()) {
                violations.add(new Violation(Promise.WORKERS_LIVE,
                        "%s ended by itself with %d, see %s".formatted(member.name(), code, member.log())));
            }
        }
        return violations;
    }

    /** How soon after each start of the server each worker had begun a task. */
    private void returns(Case facts) {
        Map<Long, TreeMap<Long, Long>> starts = new HashMap<>();
        for (List<Attempt> attempts : facts.attempts().values()) {
            for (Attempt one : attempts) {
                starts.computeIfAbsent(one.pid(), pid -> new TreeMap<>()).put(one.start(), one.start());
            }
        }
        for (Return back : tally.takeReturns()) {
            for (long pid : back.pids()) {
                var next = starts.getOrDefault(pid, new TreeMap<>()).ceilingEntry(back.at());
                CrewMember member = Objects.requireNonNull(facts.crew().get(pid));
                if (next != null && next.getKey() - back.at() < LATEST_RETURN.toNanos()
                        && member.freezes()
                                .stream()
                                .noneMatch(freeze -> freeze.to() > back.at() && freeze.from() < next.getKey())) {
                    tally.add(Recovery.SERVER_BACK, Duration.ofNanos(next.getKey() - back.at()));
                }
            }
        }
    }
}
