package dev.holdfast.console;

import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.looks.Placement;
import dev.holdfast.console.profiles.Opener;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.profiles.ProfileMenuController;
import dev.holdfast.console.profiles.ProfileOpening;
import dev.holdfast.console.profiles.ProfilesModel;
import dev.holdfast.console.settings.ConsoleSettings;
import dev.holdfast.console.settings.Layout;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.settings.WindowState;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.console.widgets.Zoom;
import dev.holdfast.database.HoldfastException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The window: one server after the other, how it was last time with each, the keys, and the question when it closes. Belongs to
 * the application thread.
 */
final class ConsoleWindow implements Opener {
    private static final double WIDTH = 1_360;
    private static final double HEIGHT = 860;

    private final Targets targets;
    private final Host host;
    private final Appearance appearance;
    private final Stage stage;
    private final Closing closing;
    private final Background background = new Background(ApplicationThread.LATER, this::failed);
    /** Apart, since a keychain may wait for a person to unlock it. */
    private final Background keys = new Background(ApplicationThread.LATER, this::failed);
    private final BooleanProperty troubles = new SimpleBooleanProperty();
    private final ProfilesModel profiles;
    private final ProfileOpening opening;
    private @Nullable Session session;
    private @Nullable Theme asked;

    /**
     * @param asked   the colours to begin with; null for those of last time
     * @param closing what happens to the workers that run on this machine
     */
    ConsoleWindow(Targets targets, Host host, @Nullable Theme asked, Stage stage, Closing closing) {
        this.targets = targets;
        this.host = host;
        this.asked = asked;
        this.appearance = new Appearance(asked == null ? Theme.SYSTEM : asked);
        this.stage = stage;
        this.closing = closing;
        ConsoleSettings settings = host.file().load();
        troubles.set(settings.troubles());
        profiles = new ProfilesModel(settings.profiles(), host.keychain(), keys,
                all -> background.run(() -> host.file().update(saved -> saved.profiles(all)), () -> {}));
        opening = new ProfileOpening(profiles, (profile, password) -> background
                .run(() -> Target.of(profile, password), this::show));
        furnish();
    }

    /** Makes what is in the window, as far as that does not depend on what it will show; the styles take long to be read. */
    private void furnish() {
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        var scene = new Scene(new StackPane(), Math.min(WIDTH, room.getWidth()), Math.min(HEIGHT, room.getHeight()));
        Appearance.style(scene);
        stage.setScene(scene);
        stage.setTitle(Words.of("app.title"));
        stage.setMinWidth(860);
        stage.setMinHeight(480);
        stage.iconifiedProperty().subscribe(hidden -> {
            if (session != null) {
                session.console().live().hidden(hidden);
            }
        });
        stage.setOnCloseRequest(event -> {
            if (waitsForComparison()) {
                event.consume();
            } else if (closing.mayClose(scene.getRoot(), alive())) {
                leave();
            } else {
                event.consume();
            }
        });
        scene.getRoot().applyCss();
    }

    /** Shows the window, empty. */
    void appear() {
        stage.show();
    }

    /** While the worker type may be another one than before: has the comparison end, says so, and is true. */
    private boolean waitsForComparison() {
        Session now = session;
        if (now == null || !now.console().lab().isComparing()) {
            return false;
        }
        now.console().lab().endComparison();
        Dialogs.tell(root(), Words.of("close.comparing"), Words.of("close.comparing.more"));
        return true;
    }

    /** Shows a server in the place of the one before, of which nothing is left; not while that one's worker type is another. */
    void show(Target target) {
        if (waitsForComparison()) {
            return;
        }
        leave();
        var menu = new ProfileMenuController(profiles, target.profile(), target.name(),
                target.settings().toString(), this);
        ConsoleSettings settings = host.file().load();
        WindowState state = settings.window(target.key());
        Session next = Session.of(target, new Frame(appearance, menu, host.desktop(), troubles), state.view());
        Console console = next.console();
        session = next;
        appearance.theme().set(asked == null ? state.theme() : asked);
        asked = null;
        if (state.place() != null) {
            Placement.restore(stage, state.place());
        }
        console.live().interval().set(Duration.ofMillis(state.interval()));
        console.savedFilters().setAll(settings.filters());
        appearance.zoom().set(state.layout().zoom());
        appearance.times().set(state.layout().times());
        console.restore(state.layout().tables());
        if (state.view() != console.shown()) {
            console.view(state.view());
        }
        Scene scene = stage.getScene();
        scene.setRoot(new Zoom(console.root(), appearance.zoom()));
        scene.getAccelerators().clear();
        scene.getAccelerators().putAll(console.accelerators());
        stage.setTitle(title(target));
        console.start();
    }

    @Override
    public void openLocal() {
        background.run(targets::local, this::show);
    }

    @Override
    public void open(Profile profile) {
        opening.begin(root(), profile, () -> {
            if (session == null) {
                stage.hide();
            }
        });
    }

    @Override
    public void open(Path recording) {
        background.run(() -> Target.of(Replay.open(recording)), this::show);
    }

    /** Runs it when what was begun in the background is over. */
    void afterwards(Runnable work) {
        background.run(() -> {}, work);
    }

    /** What is shown now; null before anything is. */
    @Nullable
    Session session() {
        return session;
    }

    /** Remembers how the window was, and ends what it shows. Its connections are closed in the background. */
    void leave() {
        Session before = session;
        if (before == null) {
            return;
        }
        session = null;
        // A dialog beside it, such as that of a switch, must not go on for a server that is shown no more.
        List.copyOf(Window.getWindows()).stream().filter(window -> window != stage).forEach(Window::hide);
        Console console = before.console();
        var state = new WindowState(appearance.theme().get(), (int) console.live().interval().get().toMillis(),
                Placement.of(stage), console.shown(),
                new Layout(appearance.zoom().get(), appearance.times().get(), console.tables()));
        host.file()
                .update(saved -> saved.window(before.target().key(), state)
                        .filters(console.savedFilters())
                        .troubles(troubles.get()));
        console.close();
        background.run(() -> before.pool().close(), () -> {});
    }

    /** Of the workers that run on this machine, also while another server is shown. */
    private long alive() {
        return Math.max(targets.alive(), session == null ? 0 : session.console().workers().alive());
    }

    private void failed(Throwable failure) {
        if (session != null) {
            session.console().failed(failure);
            return;
        }
        String hint = failure instanceof HoldfastException known && known.hint() != null ? known.hint() : "";
        Dialogs.alert(root(), String.valueOf(failure.getMessage()), hint, ButtonType.CLOSE).showAndWait();
        stage.hide();
    }

    private Parent root() {
        return stage.getScene().getRoot();
    }

    private static String title(Target target) {
        Profile profile = target.profile();
        return profile == null
                ? Words.of("app.title.server", target.name())
                : Words.of("app.title.profile", target.name(), Words.of("environment." + profile.environment().word()));
    }
}
