package dev.holdfast.console;

import static java.util.Map.entry;

import dev.holdfast.console.audit.AuditController;
import dev.holdfast.console.audit.AuditModel;
import dev.holdfast.console.foresight.Foresight;
import dev.holdfast.console.grace.GraceController;
import dev.holdfast.console.lab.Lab;
import dev.holdfast.console.lab.Premises;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Links;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.live.Place;
import dev.holdfast.console.live.RoundSource;
import dev.holdfast.console.live.SnapshotSource;
import dev.holdfast.console.live.View;
import dev.holdfast.console.locks.GraphModel;
import dev.holdfast.console.locks.LocksController;
import dev.holdfast.console.locks.LocksModel;
import dev.holdfast.console.notify.Herald;
import dev.holdfast.console.overview.History;
import dev.holdfast.console.overview.OverviewController;
import dev.holdfast.console.overview.OverviewModel;
import dev.holdfast.console.palette.Choice;
import dev.holdfast.console.palette.PaletteController;
import dev.holdfast.console.palette.PaletteModel;
import dev.holdfast.console.resources.QueueController;
import dev.holdfast.console.resources.ResourcesController;
import dev.holdfast.console.resources.ResourcesModel;
import dev.holdfast.console.rights.Caution;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.submit.TaskFormController;
import dev.holdfast.console.submit.TaskFormModel;
import dev.holdfast.console.tasks.TaskQuestions;
import dev.holdfast.console.tasks.TasksController;
import dev.holdfast.console.tasks.TasksModel;
import dev.holdfast.console.travel.Recording;
import dev.holdfast.console.travel.TravelController;
import dev.holdfast.console.travel.TravelModel;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.console.workers.WorkersController;
import dev.holdfast.console.workers.WorkersModel;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.locks.Sessions;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.whatif.WhatIf;
import dev.holdfast.workers.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** One console, put together: the clock, the views on it, the frame around them. Belongs to the application thread. */
final class Console implements Links, AutoCloseable {
    private static final Duration TICK = Duration.millis(200);

    private final Live live;
    private final Background background;
    private final Background slow;
    private final Background messages;
    private final Ticker ticker = new Ticker();
    private final WorkersModel workers;
    private final GraceController grace = new GraceController();
    private final ObservableList<String> savedFilters;
    private final TasksController tasks;
    private final LocksController locks;
    private final WorkersController crew;
    private final ResourcesModel resources;
    private final GraphModel graph;
    private final Lab lab;
    private final LiveBarController bar;
    private final TravelModel travel;
    private final TravelController strip;
    private final @Nullable Replay replay;
    private final PaletteController palette;
    private final Trail trail = new Trail();
    private View shown = View.TASKS;
    private final ShellController shell;
    private final Parent root;
    private final Timeline ticks = new Timeline(new KeyFrame(TICK, event -> tick()));

    Console(SnapshotSource source, ConnectionSource connections, Target target, Frame frame) {
        replay = target.replay();
        live = new Live(new RoundSource(source), Platform::runLater);
        background = background();
        slow = background();
        messages = background();
        workers = new WorkersModel(live, background, slow, target.workers(), new Workers(connections));
        var rights = new Rights(live, target.isReadOnly() ? Words.of("rights.readonly", target.name()) : "",
                new Caution(target.isProduction() ? target.name() : null));
        var frontDoor = new Tasks(connections);
        var foresight = new Foresight(live, new WhatIf(connections), background);
        var tasksModel = new TasksModel(live, frontDoor, background, workers::launchForDemo);
        savedFilters = tasksModel.saved();
        tasks = new TasksController(tasksModel,
                new TaskFormController(new TaskFormModel(live, frontDoor, background)),
                new TaskQuestions(tasksModel, grace, foresight, rights.caution()), this, live, ticker, rights);
        crew = new WorkersController(workers, foresight, this, live, ticker, rights);
        travel = new TravelModel(live, replay == null ? Recording.ofLastHour() : replay.recording(), replay != null,
                workers.chosen(), background, Platform::runLater, this::failed);
        strip = new TravelController(travel, live);
        bar = new LiveBarController(live, frame, target, rights, travel.open());
        resources = new ResourcesModel(live);
        graph = new GraphModel(live, Platform::runLater);
        locks = new LocksController(new LocksModel(live, new Sessions(connections), background), graph, foresight, this,
                ticker, rights);
        var overview = new OverviewModel(live, replay == null ? new History() : replay.history());
        lab = new Lab(live, this, overview,
                new Premises(connections, target.switchboard(), workers::launchForDemo, target.chaos()),
                rights, this::background);
        palette = new PaletteController(new PaletteModel(live, this, actions(frame)));
        shell = new ShellController(live, this, Map.of(
                View.OVERVIEW, Fxml.load(new OverviewController(overview, this, ticker)),
                View.TASKS, Fxml.load(tasks),
                View.LOCKS, Fxml.load(locks),
                View.WORKERS, Fxml.load(crew),
                View.AUDIT, Fxml.load(new AuditController(new AuditModel(live), this, ticker)),
                View.RESOURCES, resources(resources),
                View.LAB, lab.root()), new VBox(Fxml.load(bar), Fxml.load(strip)), Fxml.load(palette),
                Fxml.load(grace));
        root = Fxml.load(shell);
        overview.onAlerts(shell::alerts);
        new Herald(live, messages, frame.desktop(), frame.troubles(), shell::tell, target.name());
        view(View.TASKS);
        ticks.setCycleCount(Animation.INDEFINITE);
    }

    void start() {
        if (replay == null) {
            live.start();
        } else {
            live.replay(replay.name());
            travel.begin();
        }
        ticks.play();
    }

    Live live() {
        return live;
    }

    Lab lab() {
        return lab;
    }

    WorkersModel workers() {
        return workers;
    }

    /** The way to the past. */
    TravelModel travel() {
        return travel;
    }

    /** The filters of the tasks that are to be there again at the next start. */
    ObservableList<String> savedFilters() {
        return savedFilters;
    }

    Parent root() {
        return root;
    }

    /** Selects a task worth a look, if there is one. */
    boolean selectTask() {
        return tasks.selectOne();
    }

    View shown() {
        return shown;
    }

    void show(View view) {
        view(view);
    }

    @Override
    public void go(Place place) {
        trail.visit(place);
        arrive(place);
    }

    private void arrive(Place place) {
        shown = place.view();
        shell.show(shown);
        switch (place) {
            case Place.At at -> {
                // The view is all.
            }
            case Place.OfTask(long id) -> tasks.open(id);
            case Place.OfTasks(String filter) -> tasks.filter(filter);
            case Place.OfResource(String name) -> resources.open(name);
            case Place.OfWorker(String name) -> crew.open(name);
            case Place.OfSession(int number) -> locks.open(number);
        }
    }

    private List<Choice> actions(Frame frame) {
        return List.of(
                new Choice(Words.of("palette.action"), Words.of("palette.refresh"), live::refresh),
                new Choice(Words.of("palette.action"), Words.of("palette.pause"), this::pause),
                new Choice(Words.of("palette.action"), Words.of("palette.filter"), this::filter),
                new Choice(Words.of("palette.action"), Words.of("submit.new"), this::newTask),
                new Choice(Words.of("palette.action"), Words.of("profiles.manage"), frame.profiles()::manage),
                new Choice(Words.of("palette.action"), Words.of("palette.past"), travel::toggle),
                new Choice(Words.of("palette.action"), Words.of("palette.light"),
                        () -> frame.appearance().theme().set(Theme.LIGHT)),
                new Choice(Words.of("palette.action"), Words.of("palette.dark"),
                        () -> frame.appearance().theme().set(Theme.DARK)));
    }

    private void pause() {
        live.paused().set(!live.paused().get());
    }

    /** What the keys do, wherever the focus is. */
    Map<KeyCombination, Runnable> accelerators() {
        var keys = new HashMap<KeyCombination, Runnable>(Map.ofEntries(
                entry(shortcut(KeyCode.P), this::pause),
                entry(shortcut(KeyCode.K), palette::toggle),
                entry(shortcut(KeyCode.F), this::filter),
                entry(shortcut(KeyCode.N), this::newTask),
                entry(shortcut(KeyCode.Z), grace::undo),
                entry(shortcut(KeyCode.T), travel::toggle),
                entry(shortcut(KeyCode.COMMA), strip::previous),
                entry(shortcut(KeyCode.PERIOD), strip::next),
                entry(new KeyCodeCombination(KeyCode.ESCAPE), travel::present),
                entry(new KeyCodeCombination(KeyCode.F5), live::refresh),
                entry(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN),
                        () -> trail.back().ifPresent(this::arrive)),
                entry(new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN),
                        () -> trail.forth().ifPresent(this::arrive))));
        for (View view : View.values()) {
            keys.put(shortcut(KeyCode.getKeyCode(Integer.toString(view.ordinal() + 1))), () -> show(view));
        }
        return keys;
    }

    @Override
    public void close() {
        ticks.stop();
        bar.close();
        grace.undo();
        live.close();
        travel.close();
        graph.close();
        lab.close();
        background.close();
        slow.close();
        messages.close();
    }

    private Background background() {
        return new Background(Platform::runLater, this::failed);
    }

    private void filter() {
        show(View.TASKS);
        tasks.focusFilter();
    }

    private void newTask() {
        show(View.TASKS);
        tasks.newTask();
    }

    /** Tells what an action met with. */
    void failed(Throwable failure) {
        shell.failed(failure);
    }

    private void tick() {
        if (live.past().get() || live.link().get() instanceof LinkState.Up) {
            ticker.tick(live.now());
        }
        bar.tick();
        shell.tick();
    }

    private Node resources(ResourcesModel model) {
        var split = new SplitPane(Fxml.load(new ResourcesController(model, this, ticker)),
                Fxml.load(new QueueController(model, this, ticker)));
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("view");
        split.setDividerPositions(0.62);
        return split;
    }

    private static KeyCombination shortcut(KeyCode key) {
        return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
    }
}
