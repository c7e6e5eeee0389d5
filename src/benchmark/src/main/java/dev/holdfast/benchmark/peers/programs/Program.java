package dev.holdfast.benchmark.peers.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.Objects;
import javax.sql.DataSource;

/** What the programs in Java have in common; the way they are called is told in PeerProgram. */
abstract class Program {
    private static final int HOUR_BEATS = 36_000;
    private static final long BEAT_MILLIS = 100;
    private static final long STEP_MILLIS = 500;

    /** Makes tables and jobs. */
    abstract void load(DataSource database, String task, int count) throws Exception;

    /** Returns once the work goes on in the background. */
    abstract void work(JsonNode options) throws Exception;

    @SuppressWarnings("SystemExitOutsideMain") // Only from the main methods: threads of the library would go on.
    final void run(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "load" -> load(pool(2), arguments[1], Integer.parseInt(arguments[2]));
            case "work" -> {
                work(JsonMapper.builder().build().readTree(arguments[2]));
                awaitEndOfInput();
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is sent; the end of it means that the program that measures is gone.
        }
    }

    static DataSource pool(int size) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://%s:%s/%s".formatted(variable("PGHOST"), variable("PGPORT"),
                variable("PGDATABASE")));
        config.setUsername(variable("PGUSER"));
        config.setPassword(variable("PGPASSWORD"));
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    /** Lasts until the process is killed or the thread interrupted; the program that measures reads the lines. */
    @SuppressWarnings("SystemOut")
    static void nap() throws InterruptedException {
        System.out.println("nap");
        for (int beat = 0; beat < HOUR_BEATS; beat++) {
            Thread.sleep(BEAT_MILLIS);
            System.out.println("beat");
        }
    }

    /** Lasts for half a second. */
    @SuppressWarnings("SystemOut")
    static void step(int number) throws InterruptedException {
        System.out.println("begin " + number);
        Thread.sleep(STEP_MILLIS);
        System.out.println("end " + number);
    }
}
