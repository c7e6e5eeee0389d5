package dev.holdfast.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> receiver = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final Mailbox<String> mailbox = new Mailbox<>(receiver::add, received::add);

    @Test
    void aSlowReceiverGetsOnlyTheNewest() {
        mailbox.accept("one");
        mailbox.accept("two");
        mailbox.accept("three");

        assertThat(receiver).hasSize(1);
        receiver.remove().run();
        assertThat(received).containsExactly("three");
        assertThat(receiver).isEmpty();
    }

    @Test
    void whatComesAfterADeliveryIsDeliveredAnew() {
        mailbox.accept("one");
        receiver.remove().run();
        mailbox.accept("two");
        receiver.remove().run();

        assertThat(received).containsExactly("one", "two");
        assertThat(receiver).isEmpty();
        assertThat(mailbox).isNotNull();
    }
}
