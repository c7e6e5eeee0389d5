package dev.holdfast.console;

import dev.holdfast.access.Access;
import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.changeover.ChangeoverController;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.rights.Guarded;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Tone;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The bar on top: the connection, the clock with pause and interval, the colours. */
final class LiveBarController implements AutoCloseable {
    private static final List<Duration> INTERVALS = List.of(Duration.ZERO, Duration.ofMillis(500),
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

    private static final PseudoClass ODD = PseudoClass.getPseudoClass("odd");

    private final Live live;
    private final Frame frame;
    private final Target target;
    private final Rights rights;
    private final BooleanProperty looking;
    private final LooksMenu looks;

    @FXML
    private HBox bar;
    @FXML
    private Guarded forOperators;
    @FXML
    private Label link;
    @FXML
    private Label updated;
    @FXML
    private ToggleButton pause;
    @FXML
    private ChoiceBox<Duration> interval;
    @FXML
    private MenuButton theme;
    @FXML
    private Button type;
    @FXML
    private ToggleButton travel;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    LiveBarController(Live live, Frame frame, Target target, Rights rights, BooleanProperty looking, Runnable keys) {
        this.live = live;
        this.frame = frame;
        this.target = target;
        this.rights = rights;
        this.looking = looking;
        this.looks = new LooksMenu(frame, keys);
    }

    @FXML
    private void initialize() {
        bar.getChildren().add(1, Fxml.load(frame.profiles()));
        Profile profile = target.profile();
        if (profile != null) {
            bar.getStyleClass().add("environment-" + profile.environment().word());
        }
        travel.selectedProperty().bindBidirectional(looking);
        travel.setDisable(target.replay() != null);
        forOperators.reasonProperty().bind(rights.refusal(Access.OPERATOR));
        interval.getItems().setAll(INTERVALS);
        interval.setConverter(new IntervalText());
        interval.valueProperty().bindBidirectional(live.interval());
        pause.selectedProperty().bindBidirectional(live.paused());
        live.link().subscribe(this::showLink);
        live.snapshot().subscribe(snapshot -> showType(snapshot.type()));
        live.newest().subscribe(snapshot -> explain());
        theme.getItems().setAll(looks.items());
    }

    @FXML
    private void switchType() {
        TypeState now = live.snapshot().get().type();
        WorkerType wanted = now.target() == null ? now.type().other() : now.target();
        ChangeoverController.open(type, target.switchboard(), wanted, live, rights.caution());
    }

    /** What is not as it should be is told; otherwise there is only the way to change it. */
    private void showType(TypeState state) {
        boolean odd = !state.intake() || state.type() == WorkerType.MANAGER;
        type.pseudoClassStateChanged(ODD, odd);
        type.setText(!odd
                ? Words.of("type.switch")
                : state.intake()
                        ? Words.of("type.manager")
                        : state.target() == null
                                ? Words.of("type.stopped")
                                : Words.of("type.switching", state.target().word()));
    }

    @FXML
    private void refresh() {
        live.refresh();
    }

    /** Shows how old the data is; called often. */
    void tick() {
        updated.setText(switch (live.link().get()) {
            case LinkState.Connecting connecting -> "";
            case LinkState.Replay replay -> "";
            case LinkState.Up any -> age();
            case LinkState.Lost any -> age();
        });
    }

    /** Why what is shown is older than it was asked to be. */
    private void explain() {
        Duration pace = live.pace();
        boolean spared = pace.compareTo(live.interval().get()) > 0;
        updated.setTooltip(spared ? new Tooltip(Words.of("bar.spared", Spans.of(pace))) : null);
    }

    private String age() {
        return Words.of(live.paused().get() ? "bar.paused" : "bar.updated", Spans.of(live.age()));
    }

    /** What the window lends to one console after the other hears of this one no more. */
    @Override
    public void close() {
        looks.close();
    }

    private void showLink(LinkState state) {
        Badge badge = switch (state) {
            case LinkState.Connecting any ->
                new Badge(Material2OutlinedAL.HOURGLASS_EMPTY, Words.of("link.connecting"), Tone.MUTED);
            case LinkState.Replay replay ->
                new Badge(Material2OutlinedAL.HISTORY, Words.of("link.replay"), Tone.WARNING);
            case LinkState.Up any -> new Badge(Material2OutlinedAL.LINK, Words.of("link.up"), Tone.SUCCESS);
            case LinkState.Lost any -> new Badge(Material2OutlinedAL.LINK_OFF, Words.of("link.lost"), Tone.DANGER);
        };
        badge.on(link);
    }

    /** "every 2 s" */
    private static final class IntervalText extends StringConverter<Duration> {
        @Override
        public String toString(Duration interval) {
            return interval == null
                    ? ""
                    : interval.isZero()
                            ? Words.of("bar.changes")
                            : Words.of("bar.interval", interval.toMillis() / 1000.0);
        }

        @Override
        public Duration fromString(String text) {
            throw new UnsupportedOperationException("intervals are chosen, not typed");
        }
    }
}
