package dev.holdfast.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a mailbox to its end without guessing how long a notification takes. */
final class Received {
    /** Sent last, to know that all before it has come: no task has this id. */
    private static final Mailbox.Message LAST = new Mailbox.Message.Cancel(0);

    private Received() {}

    /** All that was sent to the worker until now: notifications come in the order of the commits that sent them. */
    static List<Mailbox.Message> by(Database database, int workerId, Mailbox mailbox) throws SQLException {
        database.run("SELECT pg_notify('holdfast_%d', 'cancel 0')".formatted(workerId));
        var messages = new ArrayList<Mailbox.Message>();
        Instant deadline = Instant.now().plusSeconds(30);
        while (!messages.contains(LAST)) {
            assertThat(Instant.now()).isBefore(deadline);
            messages.addAll(mailbox.receive(Duration.ofSeconds(5)));
        }
        messages.remove(LAST);
        return messages;
    }
}
