package dev.holdfast.console.profiles;

import dev.holdfast.console.widgets.Words;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.InvalidInput;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in the form of a profile, right or wrong. */
record ProfileDraft(String name, String address, String user, Environment environment, boolean readOnly, TlsMode tls,
        PasswordSource passwordFrom) {
    private static final String SCHEME = "postgresql://";

    static ProfileDraft empty() {
        return new ProfileDraft("", "", "", Environment.DEVELOPMENT, false, TlsMode.PREFER, PasswordSource.KEYCHAIN);
    }

    static ProfileDraft of(Profile profile) {
        return new ProfileDraft(profile.name(), profile.address(), profile.user() == null ? "" : profile.user(),
                profile.environment(), profile.readOnly(), profile.tls(), profile.passwordFrom());
    }

    /**
     * In words, by the field; empty where all is well.
     *
     * @param taken the names of the other profiles
     */
    Map<ProfileField, String> problems(Collection<String> taken) {
        var problems = new EnumMap<ProfileField, String>(ProfileField.class);
        if (name.isBlank()) {
            problems.put(ProfileField.NAME, Words.of("profiles.wrong.name"));
        } else if (taken.contains(name.strip())) {
            problems.put(ProfileField.NAME, Words.of("profiles.wrong.taken"));
        }
        String wrong = wrongAddress();
        if (wrong != null) {
            problems.put(ProfileField.ADDRESS, wrong);
        }
        return problems;
    }

    /** Only where there are no problems. */
    Profile profile() {
        ConnectionSettings parsed = ConnectionSettings.parse(full());
        String named = user.isBlank() ? parsed.user() : user.strip();
        return new Profile(name.strip(), new ConnectionSettings(parsed.url(), null, null).address(), named,
                environment, readOnly, tls, passwordFrom);
    }

    private @Nullable String wrongAddress() {
        if (address.isBlank()) {
            return Words.of("profiles.wrong.address");
        }
        try {
            if (ConnectionSettings.parse(full()).password() != null || full().matches("(?i).*[?&]sslpassword=.*")) {
                return Words.of("profiles.wrong.password");
            }
        } catch (InvalidInput e) {
            return Words.of("profiles.wrong.address");
        }
        return full().matches("(?i).*[?&]sslmode=.*") ? Words.of("profiles.wrong.tls") : null;
    }

    /** People leave out what is always the same. */
    private String full() {
        String typed = address.strip();
        return typed.contains("://") ? typed : SCHEME + typed;
    }
}
