package dev.holdfast.console.profiles;

import java.util.function.BiConsumer;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Gets the password of a profile that is to be opened: from where it is kept, else from the person. */
public final class ProfileOpening {
    private final ProfilesModel model;
    private final BiConsumer<Profile, @Nullable String> open;

    /** @param open told the profile and its password; null where the driver is to find it */
    public ProfileOpening(ProfilesModel model, BiConsumer<Profile, @Nullable String> open) {
        this.model = model;
        this.open = open;
    }

    /**
     * @param owner   in whose window the person is asked
     * @param givenUp run when the person does not tell
     */
    public void begin(Node owner, Profile profile, Runnable givenUp) {
        switch (profile.passwordFrom()) {
            case PGPASS -> open.accept(profile, null);
            case ASK -> ask(owner, profile, givenUp);
            case KEYCHAIN -> model.kept(profile, kept -> kept.ifPresentOrElse(
                    password -> open.accept(profile, password), () -> ask(owner, profile, givenUp)));
        }
    }

    private void ask(Node owner, Profile profile, Runnable givenUp) {
        new PasswordController().ask(owner, profile, password -> {
            model.keep(profile, password);
            open.accept(profile, password);
        }, givenUp);
    }
}
