package dev.holdfast.console;

import dev.holdfast.console.audit.AuditController;
import dev.holdfast.console.audit.AuditModel;
import dev.holdfast.console.foresight.Foresight;
import dev.holdfast.console.grace.GraceController;
import dev.holdfast.console.lab.Lab;
import dev.holdfast.console.lab.Premises;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.links.Trail;
import dev.holdfast.console.links.View;
import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.locks.GraphModel;
import dev.holdfast.console.locks.LocksController;
import dev.holdfast.console.locks.LocksModel;
import dev.holdfast.console.notify.Herald;
import dev.holdfast.console.overview.History;
import dev.holdfast.console.overview.OverviewController;
import dev.holdfast.console.overview.OverviewModel;
import dev.holdfast.console.palette.PaletteController;
import dev.holdfast.console.palette.PaletteModel;
import dev.holdfast.console.reading.RoundSource;
import dev.holdfast.console.reading.SnapshotSource;
import dev.holdfast.console.resources.Holds;
import dev.holdfast.console.resources.QueueController;
import dev.holdfast.console.resources.ResourcesController;
import dev.holdfast.console.resources.ResourcesModel;
import dev.holdfast.console.rights.Caution;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.settings.ColumnState;
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
import java.util.List;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
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
    private final Holds holds;
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
    private final Keyboard keyboard;
    private final Parent root;
    private final Timeline ticks = new Timeline(new KeyFrame(TICK, event -> tick()));

    Console(SnapshotSource source, ConnectionSource connections, Target target, Frame frame) {
        replay = target.replay();
        live = new Live(new RoundSource(source), ApplicationThread.LATER);
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
                workers.chosen(), background, ApplicationThread.LATER, this::failed);
        strip = new TravelController(travel, live);
        bar = new LiveBarController(live, frame, target, rights, travel.open(), this::showKeys);
        resources = new ResourcesModel(live);
        holds = new Holds(target.settings(), live, ApplicationThread.LATER, this::failed);
        graph = new GraphModel(live, ApplicationThread.LATER);
        locks = new LocksController(new LocksModel(live, new Sessions(connections), background), graph, foresight, this,
                ticker, rights);
        var overview = new OverviewModel(live, replay == null ? new History() : replay.history());
        lab = new Lab(live, this, overview,
                new Premises(connections, target.switchboard(), workers::launchForDemo, target.chaos()),
                rights, this::background);
        var commands = new Commands(live, this, tasks, travel, strip, grace);
        palette = new PaletteController(new PaletteModel(live, this, commands.choices(frame)));
        keyboard = new Keyboard(commands, frame.appearance(), palette, trail, this::arrive,
                this::showKeys);
        shell = new ShellController(live, this, Map.of(
                View.OVERVIEW, () -> Fxml.load(new OverviewController(overview, this, ticker)),
                View.TASKS, () -> Fxml.load(tasks),
                View.LOCKS, () -> Fxml.load(locks),
                View.WORKERS, () -> Fxml.load(crew),
                View.AUDIT, () -> Fxml.load(new AuditController(new AuditModel(live), this, ticker)),
                View.RESOURCES, () -> resources(rights),
                View.LAB, lab::make), new VBox(Fxml.load(bar), Fxml.load(strip)), Fxml.load(palette),
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

    /** What the keys do, wherever the focus is. */
    Map<KeyCombination, Runnable> accelerators() {
        return keyboard.accelerators();
    }

    /** How a person has left the columns of the tables. */
    Map<String, List<ColumnState>> tables() {
        return shell.tables();
    }

    void restore(Map<String, List<ColumnState>> tables) {
        shell.restore(tables);
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
        holds.close();
        background.close();
        slow.close();
        messages.close();
    }

    private void showKeys() {
        keyboard.showSheet(root);
    }

    private Background background() {
        return new Background(ApplicationThread.LATER, this::failed);
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

    private Node resources(Rights rights) {
        var split = new SplitPane(Fxml.load(new ResourcesController(resources, holds, this, ticker, rights)),
                Fxml.load(new QueueController(resources, this, ticker)));
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("view");
        split.setDividerPositions(0.62);
        return split;
    }
}
