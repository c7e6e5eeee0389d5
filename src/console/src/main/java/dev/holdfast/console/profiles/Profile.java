package dev.holdfast.console.profiles;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.holdfast.database.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * A server that a person goes to again and again. Never with a password.
 *
 * @param name     for people; no two profiles have the same
 * @param address  {@code postgresql://host:port/database}, without user, password and {@code sslmode}
 * @param user     null for the user of the operating system
 * @param readOnly whether nothing is to be changed from here, whatever the user may
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Profile(String name, String address, @Nullable String user, Environment environment, boolean readOnly,
        TlsMode tls, PasswordSource passwordFrom) {
    /**
     * How to reach it.
     *
     * @param password null where the driver is to look into {@code ~/.pgpass}
     */
    public ConnectionSettings settings(@Nullable String password) {
        String url = ConnectionSettings.parse(address).url();
        return new ConnectionSettings(url + (url.contains("?") ? "&" : "?") + "sslmode=" + tls.word(), user, password);
    }

    /** What its password is kept under: another server, or another user, has another password. */
    public String account() {
        return user == null ? address : user + " " + address;
    }
}
