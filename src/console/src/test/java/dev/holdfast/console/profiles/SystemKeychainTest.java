package dev.holdfast.console.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On a host without a desktop there is no keychain. */
@DisabledOnOs({OS.MAC, OS.WINDOWS})
@DisabledIfEnvironmentVariable(named = "DBUS_SESSION_BUS_ADDRESS", matches = ".+")
class SystemKeychainTest {
    @Test
    void whereThereIsNoneNothingIsKeptAndNothingFails() {
        var keychain = new SystemKeychain();
        assertThat(keychain.isThere()).isFalse();
        assertThat(keychain.keep("nobody at nowhere", "x")).isFalse();
        assertThat(keychain.read("nobody at nowhere")).isEmpty();
        keychain.forget("nobody at nowhere");
    }
}
