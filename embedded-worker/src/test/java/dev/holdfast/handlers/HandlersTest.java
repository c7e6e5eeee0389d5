package dev.holdfast.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlersTest {

    @Test
    void findsTheHandlersThatComeWithHoldfast() {
        Handlers handlers = Handlers.load(HandlerJars.NONE);
        assertThat(handlers.names()).contains("command", "sleep");
        assertThat(handlers.find("sleep")).containsInstanceOf(SleepHandler.class);
        assertThat(handlers.find("command")).containsInstanceOf(CommandHandler.class);
        assertThat(handlers.find("nap")).isEmpty();
    }

    @Test
    void allowsOnlyThoseNamed() {
        Handlers allowed = Handlers.load(HandlerJars.NONE).allow(List.of("sleep"));
        assertThat(allowed.names()).containsExactly("sleep");
        assertThat(allowed.find("sleep")).isPresent();
        assertThat(allowed.find("command")).isEmpty();
    }

    @Test
    void anUnknownNameIsAnErrorThatListsWhatExists() {
        Handlers handlers = Handlers.load(HandlerJars.NONE);
        assertThatThrownBy(() -> handlers.allow(List.of("sleep", "nap"))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'nap'")
                .hasMessageContaining("command, sleep");
    }

    @Test
    void twoHandlersOfOneNameAreAnErrorThatNamesBoth() {
        var pair = List.of(new SleepHandler(), new Named("sleep"));
        assertThatThrownBy(() -> Handlers.of(pair)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'sleep'")
                .hasMessageContaining(SleepHandler.class.getName())
                .hasMessageContaining(Named.class.getName());
    }

    @Test
    void allStandsForEachOfThemAndIsNobodysName() {
        Handlers handlers = Handlers.load(HandlerJars.NONE);
        assertThat(handlers.allow(List.of(Handlers.ALL)).names()).isEqualTo(handlers.names());
        assertThatThrownBy(() -> Handlers.of(List.of(new Named("all")))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'all'");
    }

    private record Named(String name) implements Handler {
        @Override
        public String run(TaskContext task) {
            return "{}";
        }
    }
}
