package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.benchmark.soak.judge.Ledger.Row;
import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.witness.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of one round once all is over.
 *
 * @param planned  by number
 * @param rows     by number
 * @param attempts by number
 * @param seen     final states that were read in between, in any order
 * @param crew     every worker that lived in the round, by process id
 * @param excused  worker processes that a launcher started and the soak killed
 * @param troubled times in which the server was kept from working, so that owners could not take their locks back
 */
public record Case(Map<Integer, Planned> planned, Map<Integer, Row> rows, Map<Integer, List<Attempt>> attempts,
        List<Row> seen, Map<Long, CrewMember> crew, List<Long> excused, List<Trouble> troubled) {

    /** From when to when; wall clock of this host. */
    public record Trouble(Instant from, Instant to) {}

    /** Whether something was done to this process, or its sessions. */
    boolean isStruck(long pid) {
        CrewMember member = crew.get(pid);
        return member != null && member.isStruck() || excused.contains(pid);
    }

    List<Attempt> attemptsOf(int number) {
        return attempts.getOrDefault(number, List.of());
    }
}
