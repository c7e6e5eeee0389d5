package dev.holdfast.console.profiles;

import java.util.Optional;

/** Where the operating system keeps passwords for its user. May wait for the person to unlock it: not for the application thread. */
public interface Keychain {
    /** Whether there is one that can be used. */
    boolean isThere();

    /** Empty also where it cannot be read. */
    Optional<String> read(String account);

    /** False where it could not be kept. */
    boolean keep(String account, String password);

    void forget(String account);

    /** For where there is none. */
    static Keychain none() {
        return new NoKeychain();
    }
}
