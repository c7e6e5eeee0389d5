package dev.holdfast.console;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.looks.TableLayouts;
import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.settings.ColumnState;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Phase;
import dev.holdfast.tasks.StateCounts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.MaskerPane;
import org.controlsfx.control.NotificationPane;

/** The frame around the views: the rail on the left, the banner while the link is lost, what went wrong. */
final class ShellController {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private static final String ALARM = "alarm";

    private final Live live;
    private final Links links;
    private final Node palette;
    private final Map<View, Supplier<Node>> makers;
    private final Map<View, Node> views = new EnumMap<>(View.class);
    private final Map<String, List<ColumnState>> tables = new HashMap<>();
    private final Node bar;
    private final Node grace;

    @FXML
    private BorderPane root;
    @FXML
    private ToggleButton overviewButton;
    @FXML
    private ToggleButton tasksButton;
    @FXML
    private ToggleButton locksButton;
    @FXML
    private ToggleButton workersButton;
    @FXML
    private ToggleButton resourcesButton;
    @FXML
    private ToggleButton labButton;
    @FXML
    private ToggleButton auditButton;
    @FXML
    private Label alertsCount;
    @FXML
    private Label tasksCount;
    @FXML
    private Label workersCount;
    @FXML
    private HBox banner;
    @FXML
    private Label bannerText;
    @FXML
    private Label bannerAge;
    @FXML
    private NotificationPane notices;
    @FXML
    private StackPane overlay;
    @FXML
    private StackPane content;
    @FXML
    private MaskerPane masker;

    /** @param makers of the views by their place in the rail; each is made when it is first shown */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    ShellController(Live live, Links links, Map<View, Supplier<Node>> makers, Node bar, Node palette,
            Node grace) {
        this.live = live;
        this.links = links;
        this.palette = palette;
        this.makers = makers;
        this.bar = bar;
        this.grace = grace;
    }

    @FXML
    private void initialize() {
        root.setTop(bar);
        root.setBottom(grace);
        overlay.getChildren().add(palette);
        StackPane.setAlignment(palette, Pos.TOP_CENTER);
        live.link().subscribe(this::showLink);
        live.snapshot().subscribe(this::showCounts);
    }

    void show(View view) {
        button(view).setSelected(true);
        content.getChildren().setAll(views.computeIfAbsent(view, this::make));
        live.show(interest -> interest.view(view));
    }

    private Node make(View view) {
        Node made = Objects.requireNonNull(makers.get(view)).get();
        TableLayouts.restore(List.of(made), tables);
        return made;
    }

    /** How a person has left the columns of the tables, those too that were not shown this time. */
    Map<String, List<ColumnState>> tables() {
        var all = new HashMap<>(tables);
        all.putAll(TableLayouts.of(views.values()));
        return all;
    }

    void restore(Map<String, List<ColumnState>> layouts) {
        tables.putAll(layouts);
        TableLayouts.restore(views.values(), tables);
    }

    /** Tells what an action met with, until it is closed. */
    void failed(Throwable failure) {
        tell(Words.failure(failure));
    }

    /** Shows a text until it is closed. */
    void tell(String text) {
        notices.show(text);
    }

    /** Shows how old the data is while the link is lost; called often. */
    void tick() {
        bannerAge.setText(Words.of("banner.age", Spans.of(live.age())));
    }

    /** Says beside the overview how much there is to look at, wherever a person is. */
    void alerts(int count, boolean broken) {
        alertsCount.setText(broken ? Words.of("overview.alarm") : count == 0 ? "" : Words.of("count", count));
        alertsCount.getStyleClass().removeAll(ALARM);
        if (broken) {
            alertsCount.getStyleClass().add(ALARM);
        }
    }

    @FXML
    private void showOverview() {
        links.view(View.OVERVIEW);
    }

    @FXML
    private void showTasks() {
        links.view(View.TASKS);
    }

    @FXML
    private void showLocks() {
        links.view(View.LOCKS);
    }

    @FXML
    private void showWorkers() {
        links.view(View.WORKERS);
    }

    @FXML
    private void showResources() {
        links.view(View.RESOURCES);
    }

    @FXML
    private void showLab() {
        links.view(View.LAB);
    }

    @FXML
    private void showAudit() {
        links.view(View.AUDIT);
    }

    @FXML
    private void retry() {
        live.refresh();
    }

    private ToggleButton button(View view) {
        return switch (view) {
            case OVERVIEW -> overviewButton;
            case TASKS -> tasksButton;
            case LOCKS -> locksButton;
            case WORKERS -> workersButton;
            case RESOURCES -> resourcesButton;
            case LAB -> labButton;
            case AUDIT -> auditButton;
        };
    }

    private void showLink(LinkState state) {
        boolean lost = state instanceof LinkState.Lost;
        Nodes.show(banner, lost);
        content.pseudoClassStateChanged(STALE, lost);
        masker.setVisible(state instanceof LinkState.Connecting);
        if (state instanceof LinkState.Lost why) {
            bannerText.setText(Words.of("banner.lost", why.reason()));
        }
    }

    private void showCounts(Snapshot snapshot) {
        StateCounts counts = snapshot.counts();
        long open = Stream.of(Phase.SUBMITTED, Phase.BLOCKED, Phase.HELD, Phase.READY, Phase.RUNNING, Phase.CANCELING)
                .mapToLong(counts::of)
                .sum();
        tasksCount.setText(open == 0 ? "" : Words.of("count", open));
        long online = snapshot.workers().stream().filter(worker -> worker.alive()).count();
        workersCount.setText(online == 0 ? "" : Words.of("count", online));
    }
}
