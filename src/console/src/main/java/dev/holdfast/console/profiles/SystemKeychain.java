package dev.holdfast.console.profiles;

import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Optional;

/**
 * The keychain of Windows, macOS, or a Linux desktop (the Secret Service of GNOME, or KWallet). A host may have none, such as
 * a server without a desktop: then nothing is kept, and nothing fails.
 */
public final class SystemKeychain implements Keychain {
    private static final String SERVICE = "holdfast";

    /** Something with an open keychain. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Keyring keyring) throws PasswordAccessException;
    }

    @Override
    public boolean isThere() {
        return call(keyring -> true).isPresent();
    }

    @Override
    public Optional<String> read(String account) {
        return call(keyring -> keyring.getPassword(SERVICE, account));
    }

    @Override
    public boolean keep(String account, String password) {
        return call(keyring -> {
            keyring.setPassword(SERVICE, account, password);
            return true;
        }).isPresent();
    }

    @Override
    public void forget(String account) {
        call(keyring -> {
            keyring.deletePassword(SERVICE, account);
            return true;
        });
    }

    /** Closed after each use: an open one is a connection to the desktop's bus, whose threads would outlive the window. */
    private static <T> Optional<T> call(Work<T> work) {
        try (Keyring keyring = Keyring.create()) {
            return Optional.ofNullable(work.with(keyring));
        } catch (Exception e) {
            // Not there, locked, or without this account: the person is asked. To close it may fail in any way.
            return Optional.empty();
        }
    }
}
