package dev.holdfast.benchmark.growth;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.Workload;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** P7: claims on two clusters in turns, one with few tasks and one with very many. */
public final class ClaimTime implements Entry {
    private static final int FEW = 1_000;

    /** What there is much of. */
    private enum Crowd {
        WAITING("P7.waiting", "1,000,000 waiting ÷ with 1,000", 1_000_000, 20_000) {
            @Override
            void fill(Connection connection, int count) throws SQLException {
                Workload.free(count).submit(connection);
            }
        },
        BLOCKED("P7.blocked", "1,000,000 blocked ÷ with 1,000", 1_000_000, 20_000) {
            @Override
            void fill(Connection connection, int count) throws SQLException {
                Sql.run(connection,
                        """
                                SELECT count(holdfast.submit(name => 'blocked', handler => 'command', exclusive => '{bench/hot}'))
                                FROM generate_series(1, ?)
                                """,
                        count);
                Workload.admit(connection);
                Workload.free(FEW).submit(connection);
            }
        },
        FINISHED("P7.finished", "10,000,000 finished ÷ with 1,000", 10_000_000, 50_000) {
            @Override
            void fill(Connection connection, int count) throws SQLException {
                Workload.finished(connection, count);
                Workload.free(FEW).submit(connection);
            }
        };

        private final Promise promise;
        private final int many;
        private final int quick;

        Crowd(String id, String what, int many, int quick) {
            this.promise = new Promise(id, "claim time with " + what, Goal.atMost(1.3));
            this.many = many;
            this.quick = quick;
        }

        abstract void fill(Connection connection, int count) throws SQLException;
    }

    @Override
    public List<Promise> promises() {
        return List.of(Crowd.values()).stream().map(crowd -> crowd.promise).toList();
    }

    @Override
    public List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (Crowd crowd : Crowd.values()) {
            if (wanted.contains(crowd.promise.id())) {
                try (Bed few = Bed.open(); Bed many = Bed.open()) {
                    rows.add(row(crowd, scale, few, many));
                }
            }
        }
        return rows;
    }

    private static Row row(Crowd crowd, Scale scale, Bed few, Bed many) throws SQLException {
        int count = scale.of(crowd.many, crowd.quick);
        prepare(crowd, few, FEW);
        prepare(crowd, many, count);
        Pairs pairs = ClaimsInTurns.on(many, few, FEW / 10, FEW / 2);
        Map<String, String> settings = Map.of("many", Integer.toString(count), "few", Integer.toString(FEW), "claims",
                Integer.toString(pairs.ones().size()));
        return crowd.promise.measured(
                Figure.ratio(crowd.promise.id(), pairs, Samples::median, settings), List.of(
                        Figure.median("claim with many", new Samples(pairs.ones()), "ms", settings),
                        Figure.median("claim with few", new Samples(pairs.others()), "ms", settings)));
    }

    private static void prepare(Crowd crowd, Bed bed, int count) throws SQLException {
        bed.countStatements(false);
        crowd.fill(bed.connection(), count);
        Sql.run(bed.connection(), "VACUUM ANALYZE");
        Sql.run(bed.connection(), "CHECKPOINT");
    }
}
