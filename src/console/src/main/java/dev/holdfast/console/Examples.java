package dev.holdfast.console;

import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.profiles.Environment;
import dev.holdfast.console.profiles.Keychain;
import dev.holdfast.console.profiles.Opener;
import dev.holdfast.console.profiles.PasswordController;
import dev.holdfast.console.profiles.PasswordSource;
import dev.holdfast.console.profiles.Profile;
import dev.holdfast.console.profiles.ProfileFormController;
import dev.holdfast.console.profiles.ProfileMenuController;
import dev.holdfast.console.profiles.ProfilesController;
import dev.holdfast.console.profiles.ProfilesModel;
import dev.holdfast.console.profiles.TlsMode;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;

/** What pictures show of profiles: those of the person who makes them are nobody's business. */
final class Examples {
    private static final List<Profile> PROFILES = List.of(
            new Profile("my machine", "postgresql://localhost:5432/orders", null, Environment.DEVELOPMENT, false,
                    TlsMode.PREFER, PasswordSource.PGPASS),
            new Profile("staging", "postgresql://db.staging.example.com:5432/orders", "ann", Environment.TEST, false,
                    TlsMode.REQUIRE, PasswordSource.KEYCHAIN),
            new Profile("orders", "postgresql://db.example.com:5432/orders", "ann", Environment.PRODUCTION, true,
                    TlsMode.VERIFY_FULL, PasswordSource.ASK));
    private static final Opener NOWHERE = new Opener() {
        @Override
        public void openLocal() {}

        @Override
        public void open(Profile profile) {}

        @Override
        public void open(Path recording) {}
    };

    private Examples() {}

    /** What a window would give the console. */
    static Frame frame(Appearance appearance, Target target) {
        var menu = new ProfileMenuController(profiles(), target.profile(), target.name(),
                target.settings().toString(), NOWHERE);
        return new Frame(appearance, menu, (title, text) -> false, new SimpleBooleanProperty());
    }

    static void profiles(Node owner) {
        new ProfilesController(profiles(), NOWHERE).open(owner);
    }

    static void profile(Node owner) {
        new ProfileFormController(profiles(), PROFILES.getLast()).open(owner);
    }

    static void password(Node owner) {
        new PasswordController().ask(owner, PROFILES.getLast(), password -> {}, () -> {});
    }

    private static ProfilesModel profiles() {
        return new ProfilesModel(PROFILES, Keychain.none(), new Background(ApplicationThread.LATER, failure -> {}),
                all -> {});
    }
}
