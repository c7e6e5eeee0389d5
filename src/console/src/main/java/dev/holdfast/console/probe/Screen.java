package dev.holdfast.console.probe;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.robot.Robot;

/** The application thread and the pixels of its screen, for another thread. */
final class Screen {
    private static final int PATIENCE_SECONDS = 30;

    private final Scene scene;
    private final Executor application;
    private final Robot robot;

    /** @param application runs what it is given on the application thread */
    Screen(Scene scene, Executor application) {
        this.scene = scene;
        this.application = application;
        this.robot = on(Robot::new);
    }

    /** What is on the screen where that node is, only so many pixels wide; equal when nothing there has changed. */
    int look(String query, int width) {
        return on(() -> {
            Node node = scene.lookup(query);
            Bounds place = node.localToScreen(node.getLayoutBounds());
            WritableImage seen = robot.getScreenCapture(null,
                    new Rectangle2D(place.getMinX(), place.getMinY(), width, Math.min(place.getHeight(), 400)));
            int w = (int) seen.getWidth();
            int h = (int) seen.getHeight();
            int[] pixels = new int[w * h];
            seen.getPixelReader().getPixels(0, 0, w, h, PixelFormat.getIntArgbInstance(), pixels, 0, w);
            return Arrays.hashCode(pixels);
        });
    }

    /** Has something run soon. */
    void later(Runnable work) {
        application.execute(work);
    }

    /** Runs something on the application thread and waits for its result. */
    <T> T on(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, application)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
