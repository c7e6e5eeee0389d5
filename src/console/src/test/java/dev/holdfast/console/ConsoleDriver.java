package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.console.changeover.Switchboard;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.profiles.Keychain;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.settings.SettingsFile;
import dev.holdfast.console.settings.Theme;
import dev.holdfast.console.tables.Row;
import dev.holdfast.console.workers.LocalWorkers;
import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.awaitility.core.ThrowingRunnable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.matcher.control.LabeledMatchers;

/** Opens the real window on a database and works it as a person would, with mouse and keys. */
final class ConsoleDriver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FxRobot robot = new FxRobot();
    private final Hands hands = new Hands(robot);
    private final ConsoleWindow window;
    private final Stage stage;

    private ConsoleDriver(Targets targets, Host host, Runnable stopAll, Consumer<ConsoleWindow> begin) {
        record Opened(ConsoleWindow window, Stage stage) {}
        Opened opened = onScreen(() -> {
            var stage = new Stage();
            var window = new ConsoleWindow(targets, host, Theme.LIGHT, stage, new Closing(stopAll));
            window.appear();
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(990);
            stage.setHeight(900);
            begin.accept(window);
            return new Opened(window, stage);
        });
        window = opened.window();
        stage = opened.stage();
    }

    static ConsoleDriver open(ConnectionSettings settings, Path file) {
        return open(settings, LocalWorkers.none(), file, () -> {});
    }

    static ConsoleDriver open(ConnectionSettings settings, LocalWorkers local, Path file, Runnable stopAll) {
        return open(Switchboard.of(settings), local, file, stopAll);
    }

    static ConsoleDriver open(Switchboard board, LocalWorkers local, Path file, Runnable stopAll) {
        return open(new Target(board.database().toString(), null, board, local, null, null), file, stopAll);
    }

    static ConsoleDriver open(Target target, Path file, Runnable stopAll) {
        return open(new Targets(Map.of()), host(file), stopAll, window -> {
            window.show(target);
            readOften(window);
        });
    }

    /** On a recording, without a database. */
    static ConsoleDriver replay(Path recording, Path file) {
        return open(Target.of(Replay.open(recording)), file, () -> {});
    }

    /** Opens a profile, as {@code holdfast console --profile} does. */
    static ConsoleDriver open(Profile profile, Host host) {
        return open(new Targets(Map.of()), host, () -> {}, window -> window.open(profile));
    }

    /** Settings in that file, no keychain, and a desktop that keeps what it is told to itself. */
    static Host host(Path file) {
        return new Host(new SettingsFile(file), Keychain.none(), (title, text) -> true);
    }

    /** As soon as something has changed; what was opened by a profile reads by its interval. */
    void readOften() {
        onScreen(() -> {
            readOften(window);
            return window;
        });
    }

    private static void readOften(ConsoleWindow window) {
        Objects.requireNonNull(window.session()).console().live().interval().set(Duration.ZERO);
    }

    static ConsoleDriver open(Targets targets, Host host, Runnable stopAll, Consumer<ConsoleWindow> begin) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException("JavaFX does not start", e);
        }
        Platform.setImplicitExit(false);
        return new ConsoleDriver(targets, host, stopAll, begin);
    }

    Console console() {
        return Platform.isFxApplicationThread() ? shown() : onScreen(this::shown);
    }

    private Console shown() {
        return Objects.requireNonNull(window.session()).console();
    }

    /** Where the window is on the screen. */
    Rectangle2D place() {
        return onScreen(() -> new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
    }

    String title() {
        return onScreen(stage::getTitle);
    }

    void show(View view) {
        Console console = console();
        onScreen(() -> {
            console.view(view);
            return view;
        });
    }

    /** Goes where a link leads to. */
    void follow(Consumer<Links> link) {
        Console console = console();
        onScreen(() -> {
            link.accept(console);
            return console;
        });
    }

    void resize(double width, double height) {
        onScreen(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return stage;
        });
    }

    /** What is in the window that was opened last. */
    Parent top() {
        return onScreen(() -> Window.getWindows().getLast().getScene().getRoot());
    }

    void click(String query) {
        eventually(() -> hands.click(robot.lookup(query).match(ConsoleDriver::isShown).<Node>query()));
    }

    /** Clicks on one of those that a query finds, counted from 0. */
    void click(String query, int nth) {
        eventually(() -> hands.click(robot.lookup(query).nth(nth).<Node>query()));
    }

    /** Opens a menu and clicks on something in it; on a busy machine a menu may close by itself. */
    void choose(String menu, String item) {
        choose(menu, () -> robot.lookup(item).match(ConsoleDriver::isShown).<Node>query());
    }

    /** The same on what says exactly this. */
    void chooseText(String menu, String text) {
        choose(menu, () -> robot.lookup(LabeledMatchers.hasText(text)).<Node>query());
    }

    /** The same on what says something that ends like this. */
    void chooseEnding(String menu, String end) {
        choose(menu, () -> robot.lookup(ending(end)).<Node>query());
    }

    private void choose(String menu, Supplier<Node> item) {
        eventually(() -> {
            click(menu);
            await().atMost(Duration.ofSeconds(3)).ignoreExceptions().untilAsserted(() -> hands.click(item.get()));
        });
    }

    void doubleClick(String query) {
        doubleClick(() -> robot.lookup(query).query());
    }

    /** The same on what a query finds in the one of which a screen reader says something that begins like this. */
    void doubleClick(String within, String spoken, String query) {
        doubleClick(() -> robot.lookup(within)
                .queryAll()
                .stream()
                .filter(node -> node.getAccessibleText() != null && node.getAccessibleText().startsWith(spoken))
                .map(node -> node.lookup(query))
                .findFirst()
                .orElseThrow());
    }

    private static void doubleClick(Supplier<Node> sought) {
        eventually(() -> onScreen(() -> {
            Node node = sought.get();
            Hands.doubleClick(node);
            return node;
        }));
    }

    void press(KeyCode... keys) {
        hands.press(keys);
    }

    /** Types into what has the focus, once a field has it. */
    void write(String text) {
        eventually(() -> hands.write(text));
    }

    /** Replaces what stands in a field, until it does. */
    void fill(String query, String text) {
        eventually(() -> {
            click(query);
            press(KeyCode.CONTROL, KeyCode.A);
            press(KeyCode.DELETE);
            hands.write(text);
            assertThat(typed(query)).as("what was typed").isEqualTo(text);
        });
    }

    /** The same as from the clipboard, which is quicker than typing. */
    void paste(String query, String text) {
        onScreen(() -> {
            robot.lookup(query).queryTextInputControl().setText(text);
            return text;
        });
    }

    /** The word on something, or on the badge in it. */
    String text(String query) {
        return onScreen(() -> {
            Labeled label = robot.lookup(query).query();
            return label.getGraphic() instanceof Labeled badge ? badge.getText() : label.getText();
        });
    }

    /** The words on all that a query finds in something. */
    List<String> texts(String within, String query) {
        return onScreen(() -> robot.from(robot.lookup(within).queryAll())
                .lookup(query)
                .<Labeled>queryAll()
                .stream()
                .map(Labeled::getText)
                .toList());
    }

    /** Clicks on what says exactly this. */
    void clickText(String text) {
        eventually(() -> hands.click(robot.lookup(LabeledMatchers.hasText(text)).<Node>query()));
    }

    private static Predicate<Node> ending(String end) {
        return node -> node instanceof Labeled label && label.getText() != null && label.getText().endsWith(end);
    }

    /** Puts the focus on something. */
    void focus(String query) {
        onScreen(() -> {
            robot.lookup(query).query().requestFocus();
            return query;
        });
    }

    /** What the question on the screen asks. */
    String dialogText() {
        return onScreen(() -> robot.lookup(".dialog-pane").<DialogPane>queryAs(DialogPane.class).getHeaderText());
    }

    boolean isVisible(String query) {
        return onScreen(() -> robot.lookup(query).tryQuery().filter(ConsoleDriver::isShown).isPresent());
    }

    boolean isEnabled(String query) {
        return onScreen(() -> !robot.lookup(query).query().isDisabled());
    }

    /** What is to be told of something on the screen. */
    <N extends Node, T> T of(String query, Function<N, T> told) {
        return onScreen(() -> told.apply(robot.lookup(query).<N>query()));
    }

    /** What a screen reader says of it. */
    String spoken(String query) {
        return onScreen(() -> robot.lookup(query).query().getAccessibleText());
    }

    /** What a screen reader adds to that. */
    String help(String query) {
        return onScreen(() -> robot.lookup(query).query().getAccessibleHelp());
    }

    void hover(String query) {
        robot.moveTo(query);
    }

    /** What the tooltips on the screen say. */
    List<String> tooltips() {
        return onScreen(() -> Window.getWindows()
                .stream()
                .filter(Tooltip.class::isInstance)
                .map(window -> ((Tooltip) window).getText())
                .toList());
    }

    /** The text in a field or an area. */
    String typed(String query) {
        return onScreen(() -> Hands.field(robot.lookup(query).query()).getText());
    }

    /** What the visible lines of a list say. */
    List<String> lines(String query) {
        return onScreen(() -> robot.lookup(query + " .list-cell")
                .queryAllAs(ListCell.class)
                .stream()
                .filter(cell -> !cell.isEmpty())
                .sorted(Comparator.comparing(cell -> cell.getIndex()))
                .map(cell -> cell.getText())
                .toList());
    }

    void selectAll(String table) {
        onScreen(() -> {
            table(table).getSelectionModel().selectAll();
            return table;
        });
    }

    /** What is selected in a field or an area. */
    String chosen(String query) {
        return onScreen(() -> robot.lookup(query).queryTextInputControl().getSelectedText());
    }

    /** Closes all windows but the console's. */
    void closeOtherWindows() {
        onScreen(() -> {
            List.copyOf(Window.getWindows()).stream().filter(window -> window != stage).forEach(Window::hide);
            return stage;
        });
    }

    <T> List<T> rows(String table) {
        return onScreen(() -> this.<T>table(table).getItems().stream().map(Row::value).toList());
    }

    <T> List<T> selected(String table) {
        return onScreen(
                () -> this.<T>table(table).getSelectionModel().getSelectedItems().stream().map(Row::value).toList());
    }

    void select(String table, int index) {
        onScreen(() -> {
            table(table).getSelectionModel().clearAndSelect(index);
            table(table).requestFocus();
            return index;
        });
    }

    /** Jumps to a line and lays the table out; on the application thread. */
    void scroll(String table, int index) {
        TableView<?> view = table(table);
        view.scrollTo(index);
        view.layout();
    }

    /** Asks the window to close, as its close button does. */
    void askToClose() {
        Platform.runLater(() -> stage.fireEvent(
                new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    boolean isDialogOpen() {
        return onScreen(() -> Window.getWindows().size() > 1);
    }

    void picture(String name) {
        picture(name, () -> stage);
    }

    /** Of the window that was opened last. */
    void pictureOfDialog(String name) {
        picture(name, () -> Window.getWindows().getLast());
    }

    private void picture(String name, Supplier<Window> window) {
        onScreen(() -> {
            try {
                Files.createDirectories(Path.of("target", "pictures"));
                PngWriter.write(window.get().getScene().snapshot(null), Path.of("target", "pictures", name + ".png"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return name;
        });
    }

    /** Waits for it; what is not on the screen yet may come. */
    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    try {
                        assertion.run();
                    } catch (RuntimeException e) {
                        // What is to be looked at is not there yet.
                        throw new AssertionError(e.getMessage(), e);
                    }
                });
    }

    @Override
    public void close() {
        onScreen(() -> {
            window.leave();
            List.copyOf(Window.getWindows()).forEach(Window::hide);
            return stage;
        });
    }

    @SuppressWarnings("unchecked")
    private <T> TableView<Row<T>> table(String query) {
        return (TableView<Row<T>>) robot.lookup(query).queryAs(TableView.class);
    }

    private static boolean isShown(Node node) {
        return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
    }

    static <T> T onScreen(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Platform::runLater).orTimeout(20, TimeUnit.SECONDS).join();
    }
}
