package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.DatabaseTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Whom a worker watches in the ring, and how it learns that the ring has changed. */
class WatchTest extends DatabaseTest {
    @Test
    void aWorkerThatRegisteredUnseenMakesTheOneBeforeItLookAgain() throws SQLException {
        try (TestWorker first = TestWorker.register(database.settings(), "first", "work");
                Connection registering = database.open()) {
            registering.setAutoCommit(false);
            int unseen = register(registering, "unseen");
            try (TestWorker last = TestWorker.register(database.settings(), "last", "work");
                    WatchSession watch = watch(first);
                    Mailbox mailbox = Mailbox.open(database.settings(), "first", first.id())) {
                assertThat(watch.next()).hasValue(last.id());
                registering.commit();
                Received.by(database, first.id(), mailbox);
                try (WatchSession own = WatchSession.open(database.settings(), "unseen", unseen)) {
                    own.announce();
                }
                assertThat(Received.by(database, first.id(), mailbox)).containsExactly(new Mailbox.Message.Watch());
                assertThat(watch.next()).hasValue(unseen);
            }
        }
    }

    @Test
    void theFirstInTheRingIsAnnouncedToTheLast() throws SQLException {
        try (TestWorker first = TestWorker.register(database.settings(), "first", "work");
                TestWorker last = TestWorker.register(database.settings(), "last", "work");
                WatchSession watch = watch(first);
                Mailbox mailbox = Mailbox.open(database.settings(), "last", last.id())) {
            watch.announce();
            assertThat(Received.by(database, last.id(), mailbox)).containsExactly(new Mailbox.Message.Watch());
        }
    }

    @Test
    void anInterruptionIsNotForgottenHoweverEarlyItComes() throws SQLException {
        try (TestWorker first = TestWorker.register(database.settings(), "first", "work");
                TestWorker last = TestWorker.register(database.settings(), "last", "work");
                WatchSession watch = watch(first)) {
            int next = watch.next().orElseThrow();
            assertThat(next).isEqualTo(last.id());
            watch.interrupt();
            assertThat(watch.isInterrupted()).isTrue();
            assertThat(watch.awaitEnd(next)).as("does not wait").isFalse();
            for (int i = 0; i < 50; i++) {
                watch.next();
                assertThat(watch.isInterrupted()).isFalse();
                var waiting = CompletableFuture.supplyAsync(() -> awaitEnd(watch, next));
                watch.interrupt();
                await().atMost(Duration.ofSeconds(20)).until(waiting::isDone);
                assertThat(waiting.join()).isFalse();
            }
        }
    }

    @Test
    void theEndOfTheNextWorkerIsSeen() throws SQLException {
        try (TestWorker first = TestWorker.register(database.settings(), "first", "work");
                TestWorker last = TestWorker.register(database.settings(), "last", "work");
                WatchSession watch = watch(first)) {
            var waiting = CompletableFuture.supplyAsync(() -> awaitEnd(watch, last.id()));
            last.close();
            await().atMost(Duration.ofSeconds(20)).until(waiting::isDone);
            assertThat(waiting.join()).isTrue();
        }
    }

    private WatchSession watch(TestWorker worker) throws SQLException {
        return WatchSession.open(database.settings(), "watch", worker.id());
    }

    private static int register(Connection connection, String name) throws SQLException {
        Integer id = Sql.value(connection, Integer.class, "SELECT holdfast.register(?, 'host', 1, 'v', 1, '{work}')",
                name);
        assertThat(id).isNotNull();
        return id;
    }

    private static boolean awaitEnd(WatchSession watch, int other) {
        try {
            return watch.awaitEnd(other);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
