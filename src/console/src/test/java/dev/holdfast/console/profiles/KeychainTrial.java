package dev.holdfast.console.profiles;

import java.util.List;

/** Keeps, replaces, reads and forgets a password, and says what came of it: run in a session that has a keychain. */
final class KeychainTrial {
    private static final String ACCOUNT = "holdfast@localhost:5432/trial";

    private KeychainTrial() {}

    @SuppressWarnings("SystemOut") // Read by the test that has started it.
    public static void main(String[] arguments) {
        var keychain = new SystemKeychain();
        var said = new StringBuilder("there: " + keychain.isThere());
        for (String password : List.of("first", "pässword with spaces")) {
            said.append(", kept: ").append(keychain.keep(ACCOUNT, password));
            said.append(", read: ").append(keychain.read(ACCOUNT).filter(password::equals).isPresent());
        }
        keychain.forget(ACCOUNT);
        said.append(", forgotten: ").append(keychain.read(ACCOUNT).isEmpty());
        System.out.println(said);
    }
}
