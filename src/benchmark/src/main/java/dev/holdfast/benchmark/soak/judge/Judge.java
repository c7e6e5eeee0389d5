package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.witness.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what the database says of each task against what the tasks themselves wrote. */
final class Judge {
    /** How long after trouble with the server an owner may still be found to have come too late. */
    private static final Duration AFTERMATH = Duration.ofSeconds(10);
    private static final Set<String> STATES = Set.of("completed", "failed", "canceled");

    private final Case facts;
    private final List<Violation> violations = new ArrayList<>();

    Judge(Case facts) {
        this.facts = facts;
    }

    List<Violation> judge() {
        facts.planned().values().forEach(this::submitted);
        facts.rows().values().forEach(this::settled);
        facts.seen().forEach(this::unchanged);
        facts.attempts().forEach(this::attempts);
        return violations;
    }

    private void broken(Promise promise, String what, @Nullable Object... values) {
        violations.add(new Violation(promise, what.formatted(values)));
    }

    private void submitted(Planned planned) {
        if (planned.accepted() && !facts.rows().containsKey(planned.number())) {
            broken(Promise.NOTHING_LOST, "#%d was submitted, and is gone", planned.number());
        }
    }

    private void settled(Row row) {
        if (!row.isFinal() || !STATES.contains(row.state())) {
            broken(Promise.NOTHING_STUCK, "%s is not final", row);
            return;
        }
        switch (row.state()) {
            case "completed" -> completed(row);
            case "failed" -> failed(row);
            default -> {
            }
        }
    }

    private void completed(Row row) {
        List<Attempt> attempts = facts.attemptsOf(row.number());
        Planned planned = facts.planned().get(row.number());
        if (planned != null && planned.request().handler().equals("command")) {
            if (attempts.stream().noneMatch(Attempt::completed)) {
                broken(Promise.NO_ZOMBIE_WRITES, "%s is completed, its program says otherwise: %s", row, attempts);
            }
            return;
        }
        String own = "{\"pid\": %d, \"attempt\": %d}".formatted(row.pid(), row.attempt());
        String swapped = "{\"attempt\": %d, \"pid\": %d}".formatted(row.attempt(), row.pid());
        if (!own.equals(row.result()) && !swapped.equals(row.result())) {
            broken(Promise.NO_ZOMBIE_WRITES, "%s has the result of another attempt: %s", row, row.result());
        }
        if (attempts.stream()
                .noneMatch(one -> one.completed() && one.attempt() == row.attempt() && one.pid() == row.pid())) {
            broken(Promise.NO_ZOMBIE_WRITES, "%s is completed, no such attempt says so: %s", row, attempts);
        }
    }

    private void failed(Row row) {
        if (!"WorkerLost".equals(row.errorType())) {
            broken(Promise.ONE_FINAL_STATE, "%s failed by itself", row);
        } else if (row.attempt() < row.maxAttempts()) {
            broken(Promise.ONE_FINAL_STATE, "%s failed with attempts left", row);
        } else if (!hasCause(row)) {
            broken(Promise.NO_LOSS_WITHOUT_CAUSE, "%s was lost, though nothing was done to its worker", row);
        }
    }

    private boolean hasCause(Row row) {
        Instant finished = Objects.requireNonNull(row.finished());
        return facts.isStruck(row.pid()) || facts.troubled()
                .stream()
                .anyMatch(trouble -> finished.isAfter(trouble.from())
                        && finished.isBefore(trouble.to().plus(AFTERMATH)));
    }

    /** Who of a lost batch had begun is not known, so its tasks begin again under the same attempt (decision 17). */
    private boolean mayBeOfALostBatch(Row row, Attempt former) {
        return former.attempt() < row.maxAttempts() && (facts.isStruck(former.pid()) || !facts.troubled().isEmpty());
    }

    private void unchanged(Row before) {
        Row now = facts.rows().get(before.number());
        if (now == null || !now.state().equals(before.state()) || now.attempt() != before.attempt()
                || !Objects.equals(now.finished(), before.finished())
                || !Objects.equals(now.result(), before.result())) {
            broken(Promise.ONE_FINAL_STATE, "it was final as %s and is now %s", before, now);
        }
    }

    private void attempts(int number, List<Attempt> attempts) {
        Row row = facts.rows().get(number);
        if (row == null) {
            broken(Promise.NOTHING_LOST, "#%d ran and is not there: %s", number, attempts);
            return;
        }
        Map<Integer, Attempt> starts = new HashMap<>();
        for (Attempt one : attempts) {
            Attempt other = one.byWorker() ? starts.put(one.attempt(), one) : null;
            if (other != null && !mayBeOfALostBatch(row, other)) {
                broken(Promise.NO_DOUBLE_START, "%s was started twice: %s and %s", row, other, one);
            }
            if (one.attempt() > row.attempt()) {
                broken(Promise.NO_DOUBLE_START, "%s has run more often: %s", row, one);
            }
            CrewMember member = facts.crew().get(one.pid());
            if (one.byWorker() && !one.ended() && member != null && member.isAlive()) {
                broken(Promise.NOTHING_STUCK, "%s is over, but %s has not ended", row, one);
            }
        }
    }
}
