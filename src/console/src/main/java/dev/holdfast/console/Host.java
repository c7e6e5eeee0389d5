package dev.holdfast.console;

import dev.holdfast.console.notify.Desktop;
import dev.holdfast.console.profiles.Keychain;
import dev.holdfast.console.profiles.SystemKeychain;
import dev.holdfast.console.settings.SettingsFile;

/** What the machine has for the user who sits at it. */
record Host(SettingsFile file, Keychain keychain, Desktop desktop) {
    static Host ofUser() {
        return new Host(SettingsFile.ofUser(), new SystemKeychain(), Desktop.ofSystem());
    }
}
