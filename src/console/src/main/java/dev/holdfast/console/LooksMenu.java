package dev.holdfast.console;

import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.widgets.Times;
import dev.holdfast.console.widgets.Words;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.util.Subscription;

/** The menu of how things look: colours, size, how moments are told. The window lends its looks to one console after the other. */
final class LooksMenu implements AutoCloseable {
    private final Appearance appearance;
    private final List<MenuItem> items = new ArrayList<>();
    private Subscription subscription = Subscription.EMPTY;

    /** @param keys shows what the keys do */
    LooksMenu(Frame frame, Runnable keys) {
        appearance = frame.appearance();
        choice("theme.", Theme.values(), appearance.theme());
        items.add(new SeparatorMenuItem());
        choice("times.", Times.values(), appearance.times());
        items.add(new SeparatorMenuItem());
        item("zoom.larger", appearance::larger);
        item("zoom.smaller", appearance::smaller);
        item("zoom.normal", appearance::normal);
        items.add(new SeparatorMenuItem());
        var troubles = new CheckMenuItem(Words.of("trouble.wanted"));
        troubles.selectedProperty().bindBidirectional(frame.troubles());
        items.add(troubles);
        item("keys.show", keys);
    }

    List<MenuItem> items() {
        return items;
    }

    /** Hears of changes no more. */
    @Override
    public void close() {
        subscription.unsubscribe();
    }

    private void item(String words, Runnable action) {
        var item = new MenuItem(Words.of(words));
        item.setOnAction(event -> action.run());
        items.add(item);
    }

    private <E extends Enum<E>> void choice(String prefix, E[] values, ObjectProperty<E> chosen) {
        var group = new ToggleGroup();
        for (E each : values) {
            var item = new RadioMenuItem(Words.constant(prefix, each));
            item.setToggleGroup(group);
            item.setOnAction(event -> chosen.set(each));
            subscription = subscription.and(chosen.subscribe(now -> item.setSelected(now == each)));
            items.add(item);
        }
    }
}
