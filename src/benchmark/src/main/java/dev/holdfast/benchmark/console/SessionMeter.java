package dev.holdfast.benchmark.console;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.bed.CpuMeter;
import dev.holdfast.database.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the console's sessions cost the server, looked at again and again. For one thread. */
final class SessionMeter {
    private static final String SESSIONS = """
            SELECT pid FROM pg_stat_activity WHERE application_name = 'holdfast console'
            """;

    private final Bed bed;
    private final CpuMeter server;
    private final double before;
    /** Processor seconds of each of the console's sessions, when it was last seen. */
    private final Map<Long, Double> used = new HashMap<>();
    private int most;

    SessionMeter(Bed bed) {
        this.bed = bed;
        this.server = bed.cpu(List::of);
        this.before = server.seconds();
    }

    void look() throws SQLException {
        List<Long> now = Sql.list(bed.connection(), SESSIONS, row -> row.getLong(1));
        most = Math.max(most, now.size());
        now.forEach(pid -> used.put(pid, new CpuMeter(pid, List::of).seconds()));
    }

    /** The most that were there at once. */
    int sessions() {
        return most;
    }

    /** Processor seconds of the console's sessions. */
    double console() {
        return used.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Processor seconds of the whole server since this meter was made. */
    double server() {
        return server.seconds() - before;
    }
}
