package dev.holdfast.console.locks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Room for drawings side by side, in rows. A drawing keeps its slot for as long as it fits in there; another one gets a slot
 * that has become free, else one at the end. All are placed anew only where much more room is wasted than in the beginning.
 * For one thread.
 */
final class Slots<K> {
    /** Width to height of the whole. */
    private static final double SHAPE = 2.6;
    private static final double EDGE = 14;
    private static final double GAP = 24;
    /** Room by so much greater than at the last time that all were placed is too much. */
    private static final double WASTE = 2;
    /** What has grown out of its slot will grow again. */
    private static final double AMPLE = 1.5;

    record Slot(double x, double y, double width, double height) {
        private boolean fits(double wide, double high) {
            return wide <= width && high <= height;
        }

        private double area() {
            return width * height;
        }
    }

    private final Map<K, Slot> taken = new HashMap<>();
    private final List<Slot> free = new ArrayList<>();
    private double rowWidth;
    private double x;
    private double y;
    private double height;
    private double width;
    private double looseness;

    /** Gives each a slot, and frees those of all others. */
    void place(Map<K, Drawing> drawings) {
        if (drawings.keySet().stream().noneMatch(taken::containsKey)) {
            placeAnew(drawings);
            return;
        }
        List.copyOf(taken.keySet()).stream().filter(key -> !drawings.containsKey(key)).forEach(this::free);
        drawings.forEach((key, drawing) -> {
            Slot slot = taken.get(key);
            if (slot == null) {
                taken.put(key, slotFor(drawing.width(), drawing.height()));
            } else if (!slot.fits(drawing.width(), drawing.height())) {
                free(key);
                taken.put(key, slotFor(drawing.width(), AMPLE * drawing.height()));
            }
        });
        if (looseness(drawings) > WASTE * looseness) {
            placeAnew(drawings);
        }
    }

    private void free(K key) {
        free.add(Objects.requireNonNull(taken.remove(key)));
    }

    Slot of(K key) {
        return Objects.requireNonNull(taken.get(key));
    }

    double width() {
        return width + EDGE;
    }

    double height() {
        return y + height + EDGE;
    }

    private void placeAnew(Map<K, Drawing> drawings) {
        taken.clear();
        free.clear();
        rowWidth = Math.sqrt(area(drawings) * SHAPE);
        x = EDGE;
        y = EDGE;
        height = 0;
        width = 0;
        drawings.forEach((key, drawing) -> taken.put(key, next(drawing.width(), drawing.height())));
        looseness = looseness(drawings);
    }

    private Slot slotFor(double wide, double high) {
        Optional<Slot> found = free.stream()
                .filter(slot -> slot.fits(wide, high))
                .min(Comparator.comparingDouble(Slot::area));
        found.ifPresent(free::remove);
        return found.orElseGet(() -> next(wide, high));
    }

    private Slot next(double wide, double high) {
        if (x > EDGE && x + wide > EDGE + rowWidth) {
            x = EDGE;
            y += height + GAP;
            height = 0;
        }
        var slot = new Slot(x, y, wide, high);
        x += wide + GAP;
        height = Math.max(height, high);
        width = Math.max(width, slot.x() + wide);
        return slot;
    }

    private double looseness(Map<K, Drawing> drawings) {
        return width() * height() / Math.max(1, area(drawings));
    }

    private static double area(Map<?, Drawing> drawings) {
        return drawings.values()
                .stream()
                .mapToDouble(drawing -> (drawing.width() + GAP) * (drawing.height() + GAP))
                .sum();
    }
}
