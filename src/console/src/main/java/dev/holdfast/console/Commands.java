package dev.holdfast.console;

import dev.holdfast.console.KeysController.Key;
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
import java.util.ArrayList;
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
                choice("profiles.recording", frame.profiles()::openRecording),
                choice("palette.past", travel::toggle),
                choice("palette.light", () -> frame.appearance().theme().set(Theme.LIGHT)),
                choice("palette.dark", () -> frame.appearance().theme().set(Theme.DARK)));
    }

    private static Choice choice(String words, Runnable action) {
        return new Choice(Words.of("palette.action"), Words.of(words), action);
    }

    /** Those of the keys; a new list. */
    List<Key> keys(Frame frame) {
        Appearance looks = frame.appearance();
        var keys = new ArrayList<Key>();
        for (View view : View.values()) {
            keys.add(new Key(shortcut(KeyCode.getKeyCode(Integer.toString(view.ordinal() + 1))),
                    Words.constant("view.", view), () -> links.view(view)));
        }
        keys.addAll(List.of(
                key(shortcut(KeyCode.F), "palette.filter", this::filter),
                key(shortcut(KeyCode.N), "submit.new", this::newTask),
                key(shortcut(KeyCode.Z), "keys.undo", grace::undo),
                key(new KeyCodeCombination(KeyCode.F5), "palette.refresh", live::refresh),
                key(shortcut(KeyCode.P), "palette.pause", this::pause),
                key(shortcut(KeyCode.T), "palette.past", travel::toggle),
                key(shortcut(KeyCode.COMMA), "keys.previous", strip::previous),
                key(shortcut(KeyCode.PERIOD), "keys.next", strip::next),
                key(new KeyCodeCombination(KeyCode.ESCAPE), "keys.present", travel::present),
                key(shortcut(KeyCode.PLUS), "zoom.larger", looks::larger),
                key(shortcut(KeyCode.MINUS), "zoom.smaller", looks::smaller),
                key(shortcut(KeyCode.DIGIT0), "zoom.normal", looks::normal)));
        return keys;
    }

    /** Keys that are the same as others on some keyboards. */
    static Map<KeyCombination, Runnable> twins(Frame frame) {
        Appearance looks = frame.appearance();
        return Map.of(shortcut(KeyCode.EQUALS), looks::larger, shortcut(KeyCode.ADD), looks::larger,
                shortcut(KeyCode.SUBTRACT), looks::smaller, shortcut(KeyCode.NUMPAD0), looks::normal);
    }

    static Key key(KeyCombination combination, String words, Runnable action) {
        return new Key(combination, Words.of(words), action);
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
