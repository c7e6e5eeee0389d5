package dev.holdfast.console;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Words;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;

/**
 * Asks what is to become of the local workers when the window closes: stop all gracefully, leave them running (found
 * again at the next start), or keep the window.
 */
final class Closing {
    private final Runnable stopAll;

    /**
     * @param stopAll run when the person chose to stop all
     */
    Closing(Runnable stopAll) {
        this.stopAll = stopAll;
    }

    /** True when the window may close; asks only where workers are alive. */
    boolean mayClose(Node owner, long alive) {
        if (alive == 0) {
            return true;
        }
        var stop = new ButtonType(Words.of("close.stop"), ButtonData.OTHER);
        var leave = new ButtonType(Words.of("close.leave"), ButtonData.OTHER);
        var keep = new ButtonType(Words.of("close.keep"), ButtonData.CANCEL_CLOSE);
        Alert alert = Dialogs.alert(owner, Words.of("close.question", alive), Words.of("close.consequence"), stop,
                leave,
                keep);
        Dialogs.safeByDefault(alert, keep);
        ButtonType answer = alert.showAndWait().orElse(keep);
        if (answer == stop) {
            stopAll.run();
        }
        return answer != keep;
    }
}
