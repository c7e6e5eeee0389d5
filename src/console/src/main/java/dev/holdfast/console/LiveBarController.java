package dev.holdfast.console;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.changeover.ChangeoverController;
import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The bar on top: the connection, the clock with pause and interval, the colours. */
final class LiveBarController {
    private static final List<Duration> INTERVALS = List.of(Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

    private static final PseudoClass ODD = PseudoClass.getPseudoClass("odd");

    private final Live live;
    private final Appearance appearance;
    private final Switchboard switchboard;

    @FXML
    private Label link;
    @FXML
    private Label connection;
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

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    LiveBarController(Live live, Appearance appearance, Switchboard switchboard) {
        this.live = live;
        this.appearance = appearance;
        this.switchboard = switchboard;
    }

    @FXML
    private void initialize() {
        connection.setText(switchboard.database().toString());
        connection.setTooltip(new Tooltip(connection.getText()));
        interval.getItems().setAll(INTERVALS);
        interval.setConverter(new IntervalText());
        interval.valueProperty().bindBidirectional(live.interval());
        pause.selectedProperty().bindBidirectional(live.paused());
        live.link().subscribe(this::showLink);
        live.snapshot().subscribe(snapshot -> showType(snapshot.type()));
        var group = new ToggleGroup();
        for (Theme each : Theme.values()) {
            theme.getItems().add(item(each, group));
        }
    }

    @FXML
    private void switchType() {
        TypeState now = live.snapshot().get().type();
        WorkerType target = now.target() == null ? now.type().other() : now.target();
        ChangeoverController.open(type, switchboard, target, live);
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
        if (live.link().get() instanceof LinkState.Connecting) {
            updated.setText("");
        } else {
            updated.setText(Words.of(live.paused().get() ? "bar.paused" : "bar.updated", Spans.of(live.age())));
        }
    }

    private RadioMenuItem item(Theme each, ToggleGroup group) {
        var item = new RadioMenuItem(Words.of("theme." + each.name().toLowerCase(Locale.ROOT)));
        item.setToggleGroup(group);
        item.setOnAction(event -> appearance.theme().set(each));
        appearance.theme().subscribe(chosen -> item.setSelected(chosen == each));
        return item;
    }

    private void showLink(LinkState state) {
        link.setGraphic(switch (state) {
            case LinkState.Connecting any ->
                Badge.of(Material2OutlinedAL.HOURGLASS_EMPTY, Words.of("link.connecting"), "tone-muted");
            case LinkState.Up any -> Badge.of(Material2OutlinedAL.LINK, Words.of("link.up"), "tone-success");
            case LinkState.Lost any -> Badge.of(Material2OutlinedAL.LINK_OFF, Words.of("link.lost"), "tone-danger");
        });
    }

    /** "every 2 s" */
    private static final class IntervalText extends StringConverter<Duration> {
        @Override
        public String toString(Duration interval) {
            return interval == null ? "" : Words.of("bar.interval", interval.toMillis() / 1000.0);
        }

        @Override
        public Duration fromString(String text) {
            throw new UnsupportedOperationException("intervals are chosen, not typed");
        }
    }
}
