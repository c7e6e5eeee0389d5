package dev.holdfast.console.locks;

/** What a box of the graph stands for. */
sealed interface Subject {
    record OfResource(String name) implements Subject {}

    record OfTask(long id) implements Subject {}

    /** A session that runs no task, by the server's process id. */
    record OfSession(int session) implements Subject {}

    /** Those in a line who are not shown one by one. */
    record OfRest(String resource) implements Subject {}
}
