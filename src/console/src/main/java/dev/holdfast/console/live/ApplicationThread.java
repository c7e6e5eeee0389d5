package dev.holdfast.console.live;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** JavaFX's own thread, the only one that may touch what is on the screen. */
public final class ApplicationThread {
    /** Runs what it is given there, in order, after what is under way. */
    public static final Executor LATER = Platform::runLater;

    private ApplicationThread() {}
}
