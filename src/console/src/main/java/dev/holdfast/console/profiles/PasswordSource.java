package dev.holdfast.console.profiles;

/** Where the password comes from. */
public enum PasswordSource {
    /** The keychain of the operating system; asked for where that has none. */
    KEYCHAIN,
    /** {@code ~/.pgpass}, or the file that {@code PGPASSFILE} names; read by the driver. */
    PGPASS,
    /** Asked for each time, and kept nowhere. */
    ASK
}
