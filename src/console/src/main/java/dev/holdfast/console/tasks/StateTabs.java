package dev.holdfast.console.tasks;

import dev.holdfast.tasks.StateCounts;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;

/** The buttons that choose tasks by their state, with how many there are. */
final class StateTabs {
    private final Map<StateTab, ToggleButton> buttons = new EnumMap<>(StateTab.class);

    StateTabs(SegmentedButton bar, TasksModel model) {
        for (StateTab tab : StateTab.values()) {
            bar.getButtons().add(button(tab, model));
        }
        model.tab().subscribe(chosen -> buttons.forEach((tab, button) -> button.setSelected(tab == chosen)));
        model.counts().subscribe(this::showCounts);
    }

    private ToggleButton button(StateTab tab, TasksModel model) {
        var button = new ToggleButton();
        button.setId("tab-" + tab.name());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> {
            button.setSelected(true);
            model.tab().set(tab);
        });
        buttons.put(tab, button);
        return button;
    }

    private void showCounts(StateCounts counts) {
        buttons.forEach((tab, button) -> button.setText(tab.label(counts)));
    }
}
