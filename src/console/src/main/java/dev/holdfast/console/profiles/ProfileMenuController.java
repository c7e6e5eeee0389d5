package dev.holdfast.console.profiles;

import dev.holdfast.console.travel.OpenController;
import dev.holdfast.console.widgets.Words;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Says in the bar which server the window shows, and leads to the others. */
public final class ProfileMenuController {
    private final ProfilesModel model;
    private final @Nullable Profile shown;
    private final String name;
    private final String address;
    private final Opener opener;
    /** The profiles outlive the menu. */
    private final ListChangeListener<Profile> changes = change -> showItems();

    @FXML
    private MenuButton menu;
    @FXML
    private Tooltip where;

    /**
     * @param shown   the profile of the server that the window shows; null where it has none
     * @param name    of what the window shows
     * @param address of it, for people
     */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public ProfileMenuController(ProfilesModel model, @Nullable Profile shown, String name, String address,
            Opener opener) {
        this.model = model;
        this.shown = shown;
        this.name = name;
        this.address = address;
        this.opener = opener;
    }

    @FXML
    private void initialize() {
        menu.setText(name);
        where.setText(Words.of("profiles.menu", address));
        if (shown != null) {
            menu.setText(Words.of(shown.readOnly() ? "profiles.shown.readonly" : "profiles.shown", name,
                    Words.of("environment." + shown.environment().word())));
            menu.getStyleClass().add("environment-" + shown.environment().word());
        }
        model.profiles().addListener(new WeakListChangeListener<>(changes));
        showItems();
    }

    private void showItems() {
        var local = new RadioMenuItem(Words.of("profiles.local"));
        local.setOnAction(event -> opener.openLocal());
        var manage = new MenuItem(Words.of("profiles.manage"));
        manage.setId("manage-profiles");
        manage.setOnAction(event -> manage());
        var recording = new MenuItem(Words.of("profiles.recording"));
        recording.setId("open-recording");
        recording.setOnAction(event -> openRecording());
        local.setSelected(shown == null && name.equals(local.getText()));
        menu.getItems().setAll(local);
        model.profiles().forEach(profile -> menu.getItems().add(item(profile)));
        menu.getItems().addAll(new SeparatorMenuItem(), recording, manage);
    }

    private MenuItem item(Profile profile) {
        var item = new RadioMenuItem(profile.name());
        item.setSelected(shown != null && shown.name().equals(profile.name()));
        item.setMnemonicParsing(false);
        item.setGraphic(EnvironmentBadge.of(profile.environment()).label());
        item.setOnAction(event -> opener.open(profile));
        return item;
    }

    /** Opens the list of all profiles. */
    public void manage() {
        new ProfilesController(model, opener).open(menu);
    }

    /** Asks for a recording, and opens it. */
    public void openRecording() {
        new OpenController().ask(menu).ifPresent(opener::open);
    }
}
