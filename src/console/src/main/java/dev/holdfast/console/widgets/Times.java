package dev.holdfast.console.widgets;

/** How moments are told. */
public enum Times {
    /** In the time zone of this machine. */
    LOCAL, UTC,
    /** How long ago they were. */
    AGO
}
