package dev.holdfast.console.resources;

import dev.holdfast.resources.Hold;
import dev.holdfast.resources.Lane;
import dev.holdfast.resources.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/**
 * The latest minutes of a resource as a strip with now on its right: who held it, and where it stood free although a task
 * could have had it. An exclusive hold is as high as the strip, a shared one half as high.
 */
final class LaneStrip extends Canvas {
    private static final double MARGIN = 5;
    private static final double SPAN = Lanes.SPAN.toMillis();
    /** What is narrower still is drawn as wide as this. */
    private static final double NARROWEST = 1;
    /** A gap that is narrower is not to be seen; there may be thousands. */
    private static final double NOTHING = 0.1;
    /** From this width on neighbours are told apart by a line between them. */
    private static final double TELL_APART = 4;

    private final LaneInk ink;
    private Instant now = Instant.EPOCH;

    LaneStrip(LaneInk ink) {
        this.ink = ink;
    }

    void draw(Lane lane, Instant time) {
        now = time;
        GraphicsContext pen = getGraphicsContext2D();
        pen.clearRect(0, 0, getWidth(), getHeight());
        pen.setFill(ink.unknown().getFill());
        if (x(lane.since()) > 0) {
            pen.fillRect(0, MARGIN, x(lane.since()), height());
        }
        pen.fillRect(0, getHeight() - MARGIN, getWidth(), 1);
        pen.setFill(ink.gap().getFill());
        for (Lane.Gap gap : lane.gaps()) {
            double from = x(gap.from());
            double width = x(gap.to()) - from;
            if (width > NOTHING) {
                pen.fillRect(from, MARGIN + height() / 4, width, height() / 2);
            }
        }
        draw(pen, lane, false);
        draw(pen, lane, true);
    }

    private void draw(GraphicsContext pen, Lane lane, boolean exclusive) {
        pen.setFill(ink.hold(exclusive));
        double top = exclusive ? MARGIN : MARGIN + height() / 2;
        double drawn = 0;
        for (Hold hold : lane.holds()) {
            double from = Math.max(drawn, x(hold.started()));
            double to = Math.max(x(hold.until(now)), from + NARROWEST);
            // Thousands that fall on the same dot are drawn once.
            if (hold.exclusive() == exclusive && x(hold.until(now)) > drawn) {
                double line = to - from >= TELL_APART ? 1 : 0;
                pen.fillRect(from, top, to - from - line, getHeight() - MARGIN - top);
                drawn = to;
            }
        }
    }

    /** The task whose hold is drawn there, the latest of those that are. */
    Optional<Hold> at(Lane lane, double x) {
        return lane.holds()
                .reversed()
                .stream()
                .filter(hold -> x >= x(hold.started()) - NARROWEST && x <= x(hold.until(now)) + NARROWEST)
                .findFirst();
    }

    /** The time that is drawn there. */
    Instant time(double x) {
        return now.minusMillis(Math.round((getWidth() - x) / getWidth() * SPAN));
    }

    /** How long a dot of the strip lasts: it need not be drawn more often. */
    Duration dot() {
        return Duration.ofMillis(Math.round(SPAN / Math.max(1, getWidth())));
    }

    private double x(Instant time) {
        double ago = Duration.between(time, now).toMillis();
        return getWidth() * Math.clamp(1 - ago / SPAN, 0, 1);
    }

    private double height() {
        return getHeight() - 2 * MARGIN;
    }
}
