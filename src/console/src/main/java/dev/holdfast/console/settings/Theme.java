package dev.holdfast.console.settings;

/** How the console is coloured. */
public enum Theme {
    LIGHT, DARK,
    /** As the desktop is. */
    SYSTEM
}
