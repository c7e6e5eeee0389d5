package dev.holdfast.console;

import dev.holdfast.console.grace.GraceController;
import dev.holdfast.console.live.Links;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.live.View;
import dev.holdfast.console.palette.Choice;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.tasks.TasksController;
import dev.holdfast.console.travel.TravelController;
import dev.holdfast.console.travel.TravelModel;
import dev.holdfast.console.widgets.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What a person can do from anywhere, by a key or from the palette. Belongs to the application thread. */
record Commands(Live live, Links links, TasksController tasks, TravelModel travel, TravelController strip,
        GraceController grace) {
    /** Those of the palette. */
    List<Choice> choices(Frame frame) {
        return List.of(
                choice("palette.refresh", live::refresh),
                choice("palette.pause", this::pause),
                choice("palette.filter", this::filter),
                choice("submit.new", this::newTask),
                choice("profiles.manage", frame.profiles()::manage),
                choice("palette.past", travel::toggle),
                choice("palette.light", () -> frame.appearance().theme().set(Theme.LIGHT)),
                choice("palette.dark", () -> frame.appearance().theme().set(Theme.DARK)));
    }

    private static Choice choice(String words, Runnable action) {
        return new Choice(Words.of("palette.action"), Words.of(words), action);
    }

    /** Those of the keys; a new map. */
    Map<KeyCombination, Runnable> keys() {
        var keys = new HashMap<KeyCombination, Runnable>();
        keys.put(shortcut(KeyCode.P), this::pause);
        keys.put(shortcut(KeyCode.F), this::filter);
        keys.put(shortcut(KeyCode.N), this::newTask);
        keys.put(shortcut(KeyCode.Z), grace::undo);
        keys.put(shortcut(KeyCode.T), travel::toggle);
        keys.put(shortcut(KeyCode.COMMA), strip::previous);
        keys.put(shortcut(KeyCode.PERIOD), strip::next);
        keys.put(new KeyCodeCombination(KeyCode.ESCAPE), travel::present);
        keys.put(new KeyCodeCombination(KeyCode.F5), live::refresh);
        for (View view : View.values()) {
            keys.put(shortcut(KeyCode.getKeyCode(Integer.toString(view.ordinal() + 1))), () -> links.view(view));
        }
        return keys;
    }

    static KeyCombination shortcut(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }

    static KeyCombination alt(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
    }

    private void pause() {
        live.paused().set(!live.paused().get());
    }

    private void filter() {
        links.view(View.TASKS);
        tasks.focusFilter();
    }

    private void newTask() {
        links.view(View.TASKS);
        tasks.newTask();
    }
}
