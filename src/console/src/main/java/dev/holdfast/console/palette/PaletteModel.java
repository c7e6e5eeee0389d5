package dev.holdfast.console.palette;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.widgets.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a text may mean: any task by its number; views, actions, and whatever of the newest reading has such a name. */
public final class PaletteModel {
    private static final int MOST = 12;
    private static final int LONGEST_NUMBER = 18;

    private final Live live;
    private final Links links;
    private final List<Choice> actions;

    /** @param actions what can be done besides, whatever is on the screen */
    public PaletteModel(Live live, Links links, List<Choice> actions) {
        this.live = live;
        this.links = links;
        this.actions = List.copyOf(actions);
    }

    /** The choices whose names have all the words in them, at most a dozen. */
    List<Choice> find(String text) {
        List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        var found = new ArrayList<Choice>();
        String number = text.strip();
        if (!number.isEmpty() && number.length() <= LONGEST_NUMBER && number.chars().allMatch(Character::isDigit)) {
            long id = Long.parseLong(number);
            found.add(new Choice(Words.of("palette.task"), number, () -> links.task(id)));
        }
        named().filter(choice -> words.stream()
                .allMatch((choice.kind() + " " + choice.name())
                        .toLowerCase(Locale.ROOT)::contains))
                .limit(MOST - found.size())
                .forEach(found::add);
        return found;
    }

    private Stream<Choice> named() {
        Snapshot snapshot = live.snapshot().get();
        return Stream.of(
                Stream.of(View.values())
                        .map(view -> new Choice(Words.of("palette.view"),
                                Words.constant("view.", view), () -> links.view(view))),
                actions.stream(),
                Stream.concat(snapshot.resources().stream().map(resource -> resource.name()),
                        snapshot.overview().contended().stream().map(line -> line.resource()))
                        .distinct()
                        .map(name -> new Choice(Words.of("palette.resource"), name, () -> links.resource(name))),
                snapshot.workers()
                        .stream()
                        .map(worker -> new Choice(Words.of("palette.worker"), worker.name(),
                                () -> links.worker(worker.name()))),
                snapshot.tasks()
                        .rows()
                        .stream()
                        .map(task -> new Choice(Words.of("palette.task"), Words.task(task.id(), task.name()),
                                () -> links.task(task.id()))))
                .flatMap(choices -> choices);
    }
}
