package dev.holdfast.console.notify;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Tells of trouble on the desktop, or in the window where the desktop shows nothing. In counts and names only: what a program
 * is told in its arguments can be read by every user of the machine. Belongs to the application thread.
 */
public final class Herald {
    private final Live live;
    private final Background background;
    private final Desktop desktop;
    private final ObservableBooleanValue wanted;
    private final Consumer<String> window;
    private final String server;

    /**
     * @param wanted whether a person wants to be told
     * @param window shows a text in the window
     * @param server the name of the server
     */
    public Herald(Live live, Background background, Desktop desktop, ObservableBooleanValue wanted,
            Consumer<String> window, String server) {
        this.live = live;
        this.background = background;
        this.desktop = desktop;
        this.wanted = wanted;
        this.window = window;
        this.server = server;
        new TroubleModel(live, this::tell);
    }

    private void tell(Trouble trouble) {
        if (!wanted.get()) {
            return;
        }
        String title = Words.of("trouble.title", server);
        String text = text(trouble);
        background.run(() -> desktop.show(title, text), shown -> {
            if (!shown) {
                window.accept(text);
            }
        });
    }

    private String text(Trouble trouble) {
        return switch (trouble) {
            case Trouble.FailureBurst(int failures, long task, String name) ->
                Words.of("trouble.failures", failures, Long.toString(task), name);
            case Trouble.LongBlock(String resource, long task, String name, Instant since, int behind) ->
                Words.of("trouble.block", resource, Long.toString(task), name,
                        Spans.of(Duration.between(since, live.now())), behind);
        };
    }
}
