package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.workers.Mailbox;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for one worker id on a thread of its own and hands on what it hears. When the connection breaks it listens
 * again, and says that it may have missed something.
 */
final class Ears implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ears.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(60);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(300);

    private final ConnectionSettings database;
    private final String name;
    private final int workerId;
    private final Consumer<Mailbox.Message> heard;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Mailbox mailbox;

    Ears(ConnectionSettings database, String name, int workerId, Consumer<Mailbox.Message> heard) {
        this.database = database;
        this.name = name;
        this.workerId = workerId;
        this.heard = heard;
        this.thread = Thread.ofPlatform().name("mailbox").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean connected = false;
        while (!closed) {
            try (Mailbox open = Mailbox.open(database, name, workerId)) {
                mailbox = open;
                connected = true;
                heard.accept(new Mailbox.Message.Listening());
                while (!closed) {
                    open.receive(SIGN_OF_LIFE).forEach(heard);
                }
            } catch (SQLException e) {
                if (!closed) {
                    log.debug("the mailbox lost its connection: {}", e.getMessage());
                    // Whatever cut it off may have cut off the lock session too, and then every moment counts.
                    heard.accept(new Mailbox.Message.Probe());
                    Pause.of(connected ? Duration.ZERO : BEFORE_AGAIN);
                    connected = false;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Mailbox open = mailbox;
        if (open != null) {
            open.close();
        }
        thread.interrupt();
    }
}
