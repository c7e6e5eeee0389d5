package dev.holdfast.console.links;

/** The views of the console; only the one shown is read from the database. */
public enum View {
    OVERVIEW, TASKS, RESOURCES, LOCKS, WORKERS, LAB, AUDIT
}
