package dev.holdfast.console.profiles;

import dev.holdfast.console.live.Reachability;
import dev.holdfast.console.live.Reachability.Found;
import dev.holdfast.database.HoldfastException;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What stands in the form of one profile, what is wrong with it, and whether the server answers. Knows no control. */
final class ProfileFormModel {
    private final ProfilesModel profiles;
    private final @Nullable Profile before;

    private final StringProperty name = new SimpleStringProperty();
    private final StringProperty address = new SimpleStringProperty();
    private final StringProperty user = new SimpleStringProperty();
    private final StringProperty password = new SimpleStringProperty("");
    private final ObjectProperty<Environment> environment = new SimpleObjectProperty<>();
    private final ObjectProperty<TlsMode> tls = new SimpleObjectProperty<>();
    private final ObjectProperty<PasswordSource> passwordFrom = new SimpleObjectProperty<>();
    private final BooleanProperty readOnly = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Map<ProfileField, String>> problems = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Tested> tested = new ReadOnlyObjectWrapper<>(new Tested.NotYet());

    /** @param before what is edited; null for a new one */
    ProfileFormModel(ProfilesModel profiles, @Nullable Profile before) {
        this.profiles = profiles;
        this.before = before;
        ProfileDraft draft = before == null ? ProfileDraft.empty() : ProfileDraft.of(before);
        name.set(draft.name());
        address.set(draft.address());
        user.set(draft.user());
        environment.set(draft.environment());
        readOnly.set(draft.readOnly());
        tls.set(draft.tls());
        passwordFrom.set(draft.passwordFrom());
    }

    // Properties

    StringProperty field(ProfileField field) {
        return switch (field) {
            case NAME -> name;
            case ADDRESS -> address;
            case USER -> user;
        };
    }

    /** Typed now; never read back from where it is kept. */
    StringProperty password() {
        return password;
    }

    ObjectProperty<Environment> environment() {
        return environment;
    }

    ObjectProperty<TlsMode> tls() {
        return tls;
    }

    ObjectProperty<PasswordSource> passwordFrom() {
        return passwordFrom;
    }

    BooleanProperty readOnly() {
        return readOnly;
    }

    /** In words, by the field; found when it was to be saved or tried. */
    ReadOnlyObjectProperty<Map<ProfileField, String>> problems() {
        return problems.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Tested> tested() {
        return tested.getReadOnlyProperty();
    }

    // Commands

    /** False where something is wrong with it. */
    boolean save() {
        Optional<Profile> profile = profile();
        profile.ifPresent(good -> profiles.save(before, good, password.get()));
        return profile.isPresent();
    }

    /** Tries the address as it stands there, with the password that was typed, else with the one that is kept. */
    void test() {
        profile().ifPresent(profile -> {
            tested.set(new Tested.Asking());
            profiles.kept(profile,
                    kept -> test(profile, password.get().isEmpty() ? kept.orElse(null) : password.get()));
        });
    }

    private void test(Profile profile, @Nullable String password) {
        profiles.background()
                .run(() -> Reachability.of(profile.settings(password)),
                        (Found found) -> tested.set(new Tested.Reached(found)),
                        this::failed);
    }

    private void failed(Throwable failure) {
        String hint = failure instanceof HoldfastException known ? known.hint() : null;
        tested.set(new Tested.Failed(String.valueOf(failure.getMessage()), hint));
    }

    private Optional<Profile> profile() {
        var draft = new ProfileDraft(name.get(), address.get(), user.get(), environment.get(), readOnly.get(),
                tls.get(),
                passwordFrom.get());
        problems.set(draft.problems(profiles.namesBut(before)));
        return problems.get().isEmpty() ? Optional.of(draft.profile()) : Optional.empty();
    }
}
