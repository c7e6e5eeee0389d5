package dev.holdfast.console;

import dev.holdfast.console.grace.GraceController;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.palette.Choice;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.tasks.TasksController;
import dev.holdfast.console.travel.TravelController;
import dev.holdfast.console.travel.TravelModel;
import dev.holdfast.console.widgets.Words;
import java.util.List;

/** What a person can do from anywhere, by a {@linkplain Keyboard key} or from the palette. Belongs to the application thread. */
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

    void pause() {
        live.paused().set(!live.paused().get());
    }

    void filter() {
        links.view(View.TASKS);
        tasks.focusFilter();
    }

    void newTask() {
        links.view(View.TASKS);
        tasks.newTask();
    }
}
