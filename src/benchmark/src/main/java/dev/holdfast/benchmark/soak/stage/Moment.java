package dev.holdfast.benchmark.soak.stage;

/**
 * An instant in the talk between worker and server, recognised by the statement that goes by.
 *
 * @param statement what its text has in it
 * @param reaches   whether the server still gets it
 */
public enum Moment {
    AFTER_CLAIM("holdfast.claim", true), BEFORE_FINISH("holdfast.finish", false), DURING_FINISH("holdfast.finish",
            true),
    AFTER_FINISH("holdfast.finish", true), DURING_ADMISSION("holdfast.admit",
            true),
    AFTER_ADMISSION("holdfast.admit", true);

    private final String statement;
    private final boolean reaches;

    Moment(String statement, boolean reaches) {
        this.statement = statement;
        this.reaches = reaches;
    }

    boolean isIn(String sent) {
        return sent.contains(statement);
    }

    boolean reaches() {
        return reaches;
    }

    /** Whether the server gets time to answer, though the worker never hears it. */
    boolean isAfter() {
        return this == AFTER_CLAIM || this == AFTER_FINISH || this == AFTER_ADMISSION;
    }
}
