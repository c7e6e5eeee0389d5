package dev.holdfast.benchmark.throughput;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import java.sql.SQLException;
import java.util.List;

/**
 * One run of many tasks that were submitted in one transaction, and passed the gate.
 *
 * @param perSecond         from the last submit, right before commit, to the last finish
 * @param statementsPerTask what the workers sent, admission and sleep included; the submit is one more
 */
record Run(double perSecond, double statementsPerTask) {
    static Run of(List<TaskRequest> requests, Bed bed) throws SQLException, InterruptedException {
        Sql.run(bed.connection(), "SELECT pg_stat_statements_reset()");
        List<Long> ids = bed.run(requests);
        double statements = bed.number("SELECT COALESCE(sum(calls), 0)::float8 FROM pg_stat_statements");
        OrderGate.pass(bed.connection(), ids);
        double perSecond = bed.number("""
                SELECT (count(*) / extract(epoch FROM max(finished_at) - max(submitted_at)))::float8
                FROM holdfast.tasks WHERE id = ANY (?)
                """, ids);
        return new Run(perSecond, statements / ids.size());
    }
}
