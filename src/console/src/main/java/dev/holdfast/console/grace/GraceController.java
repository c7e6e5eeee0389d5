package dev.holdfast.console.grace;

import dev.holdfast.console.widgets.Words;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bar at the bottom that counts down before something is done that cannot be undone. Until then nothing has been sent,
 * so taking it back is true.
 */
public final class GraceController {
    private static final int SECONDS = 5;

    private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));
    private @Nullable Pending pending;
    private int left;

    @FXML
    private HBox bar;
    @FXML
    private Label text;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public GraceController() {
        clock.setCycleCount(Animation.INDEFINITE);
    }

    private record Pending(String what, Runnable send) {}

    @FXML
    private void initialize() {
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
    }

    /**
     * Does it when the time is over. What was offered before is done at once: there is one bar.
     *
     * @param what is about to happen, in a few words
     */
    public void offer(String what, Runnable send) {
        now();
        pending = new Pending(what, send);
        left = SECONDS;
        show();
        bar.setVisible(true);
        clock.playFromStart();
    }

    /** Takes it back, if there is something. */
    @FXML
    public void undo() {
        clock.stop();
        pending = null;
        bar.setVisible(false);
    }

    @FXML
    private void now() {
        Pending due = pending;
        undo();
        if (due != null) {
            due.send().run();
        }
    }

    private void tick() {
        left--;
        if (left <= 0) {
            now();
        } else {
            show();
        }
    }

    private void show() {
        if (pending != null) {
            text.setText(Words.of("grace.text", pending.what(), left));
        }
    }
}
