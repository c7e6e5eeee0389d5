package dev.holdfast.console.profiles;

import java.util.Locale;

/** Whether the way to the server is encrypted, and the server's certificate checked; as {@code sslmode} of PostgreSQL. */
public enum TlsMode {
    /** In the clear. */
    DISABLE,
    /** Encrypted where the server can. */
    PREFER,
    /** Encrypted, whoever the server is. */
    REQUIRE,
    /** Encrypted, and the certificate is from somebody trusted. */
    VERIFY_CA,
    /** The same, and it is this host's. */
    VERIFY_FULL;

    /** The driver's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
