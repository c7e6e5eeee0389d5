package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.CrewMember.Freeze;
import dev.holdfast.benchmark.soak.witness.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for attempts that ran at once and must not, and for tasks that started before their turn, by the times that the
 * tasks wrote. One client submits all, each transaction after the answer to the one before, so ids are the order.
 */
final class Overlaps {
    private static final long AWAKE = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_RUN_ON = Duration.ofSeconds(10).toNanos();

    private final Case facts;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Duration> runOns = new ArrayList<>();

    /** An attempt, and when it ended for all that can be known. */
    private record Span(Row row, Attempt attempt, long end) {}

    Overlaps(Case facts) {
        this.facts = facts;
    }

    List<Violation> find() {
        Map<String, List<Need>> needs = new HashMap<>();
        facts.attempts().forEach((number, attempts) -> {
            Row row = facts.rows().get(number);
            Planned planned = facts.planned().get(number);
            if (row != null && planned != null) {
                List<Span> spans = attempts.stream().map(one -> new Span(row, one, end(one))).toList();
                oneAfterTheOther(spans);
                planned.request().exclusive().forEach(name -> add(needs, name, new Need(spans, false, planned)));
                planned.request()
                        .shared()
                        .stream()
                        .filter(name -> !planned.request().exclusive().contains(name))
                        .forEach(name -> add(needs, name, new Need(spans, true, planned)));
            }
        });
        needs.forEach(this::inOrder);
        needs.forEach(this::notAtOnce);
        return violations;
    }

    /** Workers that were frozen, lost their locks meanwhile, and worked on for that long when they went on. */
    List<Duration> runOns() {
        return runOns;
    }

    /** One task's need of one resource, with all its attempts. */
    private record Need(List<Span> spans, boolean shared, Planned planned) {
        long id() {
            return spans.getFirst().row().id();
        }

        Span last() {
            return spans.stream().max(Comparator.comparingLong(Span::end)).orElseThrow();
        }
    }

    private static void add(Map<String, List<Need>> needs, String name, Need need) {
        needs.computeIfAbsent(name, key -> new ArrayList<>()).add(need);
    }

    /** Without a last line it ended with its worker, which is known to have worked until then; a program is not. */
    private long end(Attempt one) {
        CrewMember member = facts.crew().get(one.pid());
        return member == null || !one.byWorker() || one.ended() || member.killedAt() == 0
                ? one.last()
                : Math.max(one.last(), lastAwake(member));
    }

    /** A frozen process that is killed has done nothing since. */
    private static long lastAwake(CrewMember member) {
        long killed = member.killedAt();
        return member.freezes()
                .stream()
                .filter(freeze -> freeze.from() < killed && killed <= freeze.to())
                .mapToLong(Freeze::from)
                .findFirst()
                .orElse(killed);
    }

    private void oneAfterTheOther(List<Span> spans) {
        List<Span> sorted = spans.stream().sorted(Comparator.comparingLong(span -> span.attempt.start())).toList();
        for (int i = 1; i < sorted.size(); i++) {
            compare(sorted.get(i - 1), sorted.get(i), "itself", true, Promise.NO_OVERLAP);
        }
    }

    /**
     * A turn on a resource.
     *
     * @param begins none of them may begin before the end of earlier ones
     * @param ends   what later ones have to wait for
     */
    private record Use(List<Span> begins, Span ends, Need need) {}

    /** By the order of the tasks. */
    private void inOrder(String resource, List<Need> needs) {
        compareAll(resource, Promise.ORDER, needs.stream()
                .sorted(Comparator.comparingLong(Need::id))
                .map(need -> new Use(need.spans, need.last(), need))
                .toList());
    }

    /** By the order in which attempts began. */
    private void notAtOnce(String resource, List<Need> needs) {
        compareAll(resource, Promise.NO_OVERLAP, needs.stream()
                .flatMap(need -> need.spans.stream().map(span -> new Use(List.of(span), span, need)))
                .sorted(Comparator.comparingLong(use -> use.ends.attempt.start()))
                .toList());
    }

    private void compareAll(String resource, Promise promise, List<Use> uses) {
        Span lastExclusive = null;
        Span lastShared = null;
        for (Use use : uses) {
            inTurn(lastExclusive, use, resource, promise);
            if (use.need.shared) {
                lastShared = later(lastShared, use.ends);
            } else {
                inTurn(lastShared, use, resource, promise);
                lastExclusive = later(lastExclusive, use.ends);
            }
        }
    }

    private void inTurn(@Nullable Span earlier, Use use, String resource, Promise promise) {
        if (earlier != null && !earlier.row.equals(use.ends.row)) {
            use.begins.forEach(span -> compare(earlier, span, resource, use.need.planned.accepted(), promise));
        }
    }

    private static Span later(@Nullable Span one, Span other) {
        return one == null || other.end > one.end ? other : one;
    }

    private void compare(Span earlier, Span later, String resource, boolean certain, Promise promise) {
        if (earlier.end <= later.attempt.start() || !certain) {
            return;
        }
        boolean atOnce = earlier.attempt.start() < later.end;
        if (atOnce != (promise == Promise.NO_OVERLAP) || !atOnce && wereLostTogether(earlier, later)) {
            return;
        }
        Duration by = Duration.ofNanos(earlier.end - later.attempt.start());
        if (ranOn(earlier, later) || beganLate(later)) {
            runOns.add(by);
            return;
        }
        violations.add(new Violation(promise, "on %s: %s (%s) began %d us before the end of %s (%s)".formatted(resource,
                later.row, later.attempt, by.toNanos() / 1000, earlier.row, earlier.attempt)));
    }

    /**
     * Whether both had run in order in a batch that was lost, and the earlier one has begun again since. The later one may have been
     * claimed again too, by a worker that was lost before it began: then it begins again under another number.
     */
    private boolean wereLostTogether(Span earlier, Span later) {
        long pid = later.attempt.pid();
        return facts.isStruck(pid) && facts.attemptsOf(earlier.row.number())
                .stream()
                .anyMatch(one -> one.pid() == pid && one.ended() && one.last() <= later.attempt.start());
    }

    /**
     * Whether the earlier one was frozen when the later one began, or had just gone on. Nothing that a frozen process
     * does can keep others from its task when its session is ended meanwhile, and it goes on before it can look.
     */
    private boolean ranOn(Span earlier, Span later) {
        CrewMember member = facts.crew().get(earlier.attempt.pid());
        long begin = later.attempt.start();
        return member != null && member.freezes()
                .stream()
                .anyMatch(freeze -> freeze.from() <= begin && (freeze.to() == Long.MAX_VALUE
                        || begin <= freeze.to() + AWAKE && earlier.end <= freeze.to() + LONGEST_RUN_ON));
    }

    /** Whether it was claimed before a freeze and begun after it. */
    private boolean beganLate(Span span) {
        CrewMember member = facts.crew().get(span.attempt.pid());
        long begin = span.attempt.start();
        return member != null && member.freezes()
                .stream()
                .anyMatch(freeze -> freeze.to() <= begin && begin <= freeze.to() + AWAKE
                        && span.attempt.attempt() < span.row.attempt());
    }
}
