package dev.holdfast.tasks;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Failures;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/** Waits for something that is told by a notification; looking again each second is only the safety net. */
final class Listening {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private Listening() {}

    /**
     * @param mark says in the database that somebody listens
     * @return what the look found when it was done, or when the time was over
     */
    static <T> T await(ConnectionSource source, String channel, Sql.Work<?> mark, Sql.Work<T> look, Predicate<T> done,
            Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Connection connection = source.get()) {
            Sql.run(connection, "LISTEN \"" + channel + "\"");
            mark.with(connection);
            try {
                while (true) {
                    T seen = look.with(connection);
                    Duration left = Duration.ofNanos(deadline - System.nanoTime());
                    if (done.test(seen) || !left.isPositive()) {
                        return seen;
                    }
                    long wait = Math.max(1, Math.min(left.toMillis(), LOOK_AGAIN.toMillis()));
                    connection.unwrap(PGConnection.class).getNotifications((int) wait);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            } finally {
                Sql.run(connection, "UNLISTEN *");
            }
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }
}
