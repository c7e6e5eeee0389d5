package dev.holdfast.console;

import dev.holdfast.console.KeysController.Key;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.links.Trail;
import dev.holdfast.console.links.View;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.palette.PaletteController;
import dev.holdfast.console.widgets.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** What the keys do, wherever the focus is, and the sheet that says so. Belongs to the application thread. */
record Keyboard(Commands commands, Appearance looks, PaletteController palette, Trail trail, Consumer<Place> arrive,
        Runnable sheet) {
    Map<KeyCombination, Runnable> accelerators() {
        Map<KeyCombination, Runnable> all = new HashMap<>();
        keys().forEach(key -> all.put(key.combination(), key.action()));
        // The same keys on other keyboards.
        all.put(shortcut(KeyCode.EQUALS), looks::larger);
        all.put(shortcut(KeyCode.ADD), looks::larger);
        all.put(shortcut(KeyCode.SUBTRACT), looks::smaller);
        all.put(shortcut(KeyCode.NUMPAD0), looks::normal);
        return all;
    }

    void showSheet(Node owner) {
        new KeysController(keys()).open(owner);
    }

    private List<Key> keys() {
        var keys = new ArrayList<Key>();
        for (View view : View.values()) {
            keys.add(new Key(shortcut(KeyCode.getKeyCode(Integer.toString(view.ordinal() + 1))),
                    Words.constant("view.", view), () -> commands.links().view(view)));
        }
        keys.addAll(List.of(
                key(shortcut(KeyCode.F), "palette.filter", commands::filter),
                key(shortcut(KeyCode.N), "submit.new", commands::newTask),
                key(shortcut(KeyCode.Z), "keys.undo", commands.grace()::undo),
                key(new KeyCodeCombination(KeyCode.F5), "palette.refresh", commands.live()::refresh),
                key(shortcut(KeyCode.P), "palette.pause", commands::pause),
                key(shortcut(KeyCode.T), "palette.past", commands.travel()::toggle),
                key(shortcut(KeyCode.COMMA), "keys.previous", commands.strip()::previous),
                key(shortcut(KeyCode.PERIOD), "keys.next", commands.strip()::next),
                key(new KeyCodeCombination(KeyCode.ESCAPE), "keys.present", commands.travel()::present),
                key(shortcut(KeyCode.PLUS), "zoom.larger", looks::larger),
                key(shortcut(KeyCode.MINUS), "zoom.smaller", looks::smaller),
                key(shortcut(KeyCode.DIGIT0), "zoom.normal", looks::normal),
                key(shortcut(KeyCode.K), "keys.palette", palette::toggle),
                key(alt(KeyCode.LEFT), "keys.back", () -> trail.back().ifPresent(arrive)),
                key(alt(KeyCode.RIGHT), "keys.forth", () -> trail.forth().ifPresent(arrive)),
                key(new KeyCodeCombination(KeyCode.F1), "keys.show", sheet)));
        return keys;
    }

    private static Key key(KeyCombination combination, String words, Runnable action) {
        return new Key(combination, Words.of(words), action);
    }

    private static KeyCombination shortcut(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }

    private static KeyCombination alt(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
    }
}
