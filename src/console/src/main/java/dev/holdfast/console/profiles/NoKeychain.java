package dev.holdfast.console.profiles;

import java.util.Optional;

/** Keeps nothing. */
final class NoKeychain implements Keychain {
    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public Optional<String> read(String account) {
        return Optional.empty();
    }

    @Override
    public boolean keep(String account, String password) {
        return false;
    }

    @Override
    public void forget(String account) {}
}
