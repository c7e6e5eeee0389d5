package dev.holdfast.console.profiles;

import dev.holdfast.console.live.Background;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The profiles there are, and what a person can do with them. Knows no control. Belongs to the application thread. */
public final class ProfilesModel {
    private final ObservableList<Profile> profiles;
    private final Keychain keychain;
    private final Background background;
    private final Consumer<List<Profile>> keeper;

    /**
     * @param background for the keychain, which may keep a thread waiting
     * @param keeper     writes them down
     */
    public ProfilesModel(List<Profile> known, Keychain keychain, Background background,
            Consumer<List<Profile>> keeper) {
        this.profiles = FXCollections.observableArrayList(known);
        this.keychain = keychain;
        this.background = background;
        this.keeper = keeper;
    }

    /** In the order in which they were made. */
    public ObservableList<Profile> profiles() {
        return FXCollections.unmodifiableObservableList(profiles);
    }

    Background background() {
        return background;
    }

    Collection<String> namesBut(@Nullable Profile one) {
        return profiles.stream().filter(profile -> !profile.equals(one)).map(Profile::name).toList();
    }

    /**
     * Adds a profile, or puts it in the place of another.
     *
     * @param password to be kept in the keychain, where the profile says so; empty to leave what is there
     */
    void save(@Nullable Profile before, Profile profile, String password) {
        int place = profiles.indexOf(before);
        if (place < 0) {
            profiles.add(profile);
        } else {
            profiles.set(place, profile);
        }
        write();
        if (before != null && !(before.account().equals(profile.account()) && isKept(profile))) {
            forget(before);
        }
        if (!password.isEmpty()) {
            keep(profile, password);
        }
    }

    void remove(Profile profile) {
        profiles.remove(profile);
        write();
        forget(profile);
    }

    /** Hands over the password that the keychain has; empty where it has none, or there is no keychain. */
    void kept(Profile profile, Consumer<Optional<String>> done) {
        background.run(() -> isKept(profile) ? keychain.read(profile.account()) : Optional.<String>empty(), done);
    }

    /** Keeps the password in the keychain, where the profile says so. */
    void keep(Profile profile, String password) {
        if (isKept(profile)) {
            background.run(() -> keychain.keep(profile.account(), password), kept -> {});
        }
    }

    /** Tells whether there is a keychain. */
    void keychain(Consumer<Boolean> done) {
        background.run(keychain::isThere, done);
    }

    private void forget(Profile profile) {
        if (isKept(profile)) {
            background.run(() -> keychain.forget(profile.account()), () -> {});
        }
    }

    private void write() {
        keeper.accept(List.copyOf(profiles));
    }

    private static boolean isKept(Profile profile) {
        return profile.passwordFrom() == PasswordSource.KEYCHAIN;
    }
}
