package dev.holdfast.console;

import dev.holdfast.console.profiles.Keychain;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A keychain in memory: test machines have none. */
final class KeptPasswords implements Keychain {
    final Map<String, String> passwords = new ConcurrentHashMap<>();

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Optional<String> read(String account) {
        return Optional.ofNullable(passwords.get(account));
    }

    @Override
    public boolean keep(String account, String password) {
        passwords.put(account, password);
        return true;
    }

    @Override
    public void forget(String account) {
        passwords.remove(account);
    }
}
