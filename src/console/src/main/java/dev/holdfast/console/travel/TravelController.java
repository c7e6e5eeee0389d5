package dev.holdfast.console.travel;

import dev.holdfast.console.files.SaveController;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The strip under the bar with the slider that leads to the past, and the banner while one is there. */
public final class TravelController {
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double KIBI = 1 << 10;
    private static final double MEBI = 1 << 20;
    /** What was read so much earlier is worth a word. */
    private static final Duration EARLIER = Duration.ofSeconds(1);

    private final TravelModel model;
    private final Live live;
    private boolean moving;

    @FXML
    private VBox strip;
    @FXML
    private Label first;
    @FXML
    private StackPane track;
    @FXML
    private Slider slider;
    @FXML
    private Label last;
    @FXML
    private Button previous;
    @FXML
    private Label followed;
    @FXML
    private Button next;
    @FXML
    private MenuButton bookmarks;
    @FXML
    private Label cost;
    @FXML
    private Tooltip costs;
    @FXML
    private HBox banner;
    @FXML
    private Label moment;
    @FXML
    private Button present;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public TravelController(TravelModel model, Live live) {
        this.model = model;
        this.live = live;
    }

    @FXML
    private void initialize() {
        Nodes.show(strip, model.open().get());
        model.open().subscribe(open -> Nodes.show(strip, open));
        Nodes.show(present, !model.isReplay());
        model.reach().subscribe(this::showReach);
        model.target().subscribe(this::showTarget);
        slider.valueProperty().subscribe((before, now) -> {
            if (!moving) {
                model.slide(time(now.doubleValue()));
            }
        });
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        live.past().subscribe(this::showPast);
        live.snapshot().subscribe(snapshot -> showMoment());
        live.newest().subscribe(snapshot -> showMoment());
        model.followed().subscribe(this::showFollowed);
        model.bookmarks().subscribe(this::showBookmarks);
        showBookmarks();
        track.getChildren().add(new Marks(slider, model.bookmarks()));
    }

    /** The arrows go from reading to reading, however long the time between them. */
    private void keyPressed(KeyEvent key) {
        switch (key.getCode()) {
            case LEFT -> model.step(false);
            case RIGHT -> model.step(true);
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void showReach(Reach reach) {
        moving = true;
        slider.setDisable(reach.moments() == 0);
        slider.setMin(reach.first().toEpochMilli());
        slider.setMax(Math.max(reach.last().toEpochMilli(), reach.first().toEpochMilli() + 1));
        moving = false;
        showTarget(model.target().get());
        first.setText(reach.moments() == 0 ? "" : Spans.clock(reach.first(), reach.last()));
        last.setText(model.isReplay() ? Spans.clock(reach.last(), reach.last()) : Words.of("travel.now"));
        cost.pseudoClassStateChanged(WRONG, reach.problem() != null);
        cost.setText(reach.problem() != null
                ? Words.of("travel.problem", reach.problem())
                : Words.of("travel.cost", Spans.of(reach.span()), size(reach.bytes())));
        costs.setText(Words.of("travel.costs", reach.moments(), Spans.of(reach.span()), size(reach.bytes()),
                size(Bounds.DEFAULT.bytes()), Spans.fine(reach.cost())));
    }

    private static String size(long bytes) {
        return bytes < MEBI ? Words.of("travel.kilo", bytes / KIBI) : Words.of("travel.mega", bytes / MEBI);
    }

    /** The end is the last reading, which is a part of a millisecond later than the slider can tell. */
    private Instant time(double value) {
        return value >= slider.getMax()
                ? model.reach().get().last()
                : Instant.ofEpochMilli(Math.round(value));
    }

    private void showTarget(@Nullable Instant target) {
        if (!slider.isValueChanging()) {
            moving = true;
            slider.setValue(target == null ? slider.getMax() : target.toEpochMilli());
            moving = false;
        }
        showFollowed(model.followed().get());
    }

    private void showPast(boolean past) {
        strip.pseudoClassStateChanged(PAST, past);
        Nodes.show(banner, past);
        showMoment();
    }

    private void showMoment() {
        if (!live.past().get()) {
            return;
        }
        Instant now = model.now();
        Instant newest = model.isReplay() ? model.reach().get().last() : live.newest().get().serverTime();
        String ago = Words.of(model.isReplay() ? "travel.before" : "span.ago", Spans.of(Duration.between(now, newest)));
        Duration earlier = Duration.between(model.readAt(), now);
        moment.setText(Words.of("travel.past", Spans.full(now), ago)
                + (earlier.compareTo(EARLIER) > 0 ? Words.of("travel.earlier", Spans.of(earlier)) : ""));
    }

    private void showFollowed(@Nullable Followed subject) {
        previous.setDisable(subject == null);
        next.setDisable(subject == null);
        followed.setText(switch (subject) {
            case null -> Words.of("travel.follow.none");
            case Followed.OfTask(long id) -> Words.of("travel.follow.task", Long.toString(id));
            case Followed.OfResource(String name) -> name;
            case Followed.OfWorker(String name) -> name;
        });
    }

    private void showBookmarks() {
        List<MenuItem> items = model.bookmarks().stream().map(this::item).toList();
        bookmarks.getItems().setAll(items);
        if (!items.isEmpty()) {
            bookmarks.getItems().add(new SeparatorMenuItem());
        }
        var add = new MenuItem(Words.of("travel.bookmark.add"));
        add.setId("bookmark-add");
        add.setOnAction(event -> addBookmark());
        bookmarks.getItems().add(add);
    }

    private MenuItem item(Bookmark bookmark) {
        var item = new MenuItem(Words.of("travel.bookmark", Spans.clock(bookmark.at(), model.reach().get().last()),
                bookmark.name()));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> model.go(bookmark.at()));
        return item;
    }

    private void addBookmark() {
        Dialogs.ask(strip, Words.of("travel.bookmark.ask"), Spans.full(model.now())).ifPresent(model::bookmark);
    }

    /** To the event before, as the button does. */
    @FXML
    public void previous() {
        model.toEvent(false, this::none);
    }

    /** To the event after, as the button does. */
    @FXML
    public void next() {
        model.toEvent(true, this::none);
    }

    private void none() {
        followed.setText(Words.of("travel.follow.end"));
    }

    @FXML
    private void save() {
        new SaveController(RecordingFile.kind(), Words.of("travel.save.ask"), "holdfast",
                Words.of("travel.save.contents"))
                .ask(strip)
                .ifPresent(file -> model.save(file,
                        () -> Dialogs.tell(strip, Words.of("travel.saved"), file.toString())));
    }

    @FXML
    private void present() {
        model.present();
    }
}
