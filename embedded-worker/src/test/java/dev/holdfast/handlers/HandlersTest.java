package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandlersTest {

    @Test
    void findsTheHandlersThatComeWithHoldfast() {
        Handlers handlers = Handlers.load();
        assertThat(handlers.names()).contains("command", "sleep");
        assertThat(handlers.find("sleep")).containsInstanceOf(SleepHandler.class);
        assertThat(handlers.find("command")).containsInstanceOf(CommandHandler.class);
        assertThat(handlers.find("nap")).isEmpty();
    }

    @Test
    void allowsOnlyThoseNamed() {
        Handlers allowed = Handlers.load().allow(List.of("sleep"));
        assertThat(allowed.names()).containsExactly("sleep");
        assertThat(allowed.find("sleep")).isPresent();
        assertThat(allowed.find("command")).isEmpty();
    }

    @Test
    void anUnknownNameIsAnErrorThatListsWhatExists() {
        Handlers handlers = Handlers.load();
        assertThatThrownBy(() -> handlers.allow(List.of("sleep", "nap"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nap'")
                .hasMessageContaining("command, sleep");
    }

    @Test
    void twoHandlersOfOneNameAreAnErrorThatNamesBoth() {
        var pair = List.of(new SleepHandler(), new Impostor());
        assertThatThrownBy(() -> Handlers.of(pair)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'sleep'")
                .hasMessageContaining(SleepHandler.class.getName())
                .hasMessageContaining(Impostor.class.getName());
    }

    private static final class Impostor implements Handler {
        @Override
        public String name() {
            return "sleep";
        }

        @Override
        public String run(TaskContext task) {
            return "{}";
        }
    }
}
