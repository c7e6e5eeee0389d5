package dev.holdfast.console.submit;

/** What a person can say of a new task. */
enum Field {
    NAME(""), HANDLER(""), PAYLOAD("{}"), EXCLUSIVE(""), SHARED(""), PRIORITY("0"), ATTEMPTS("1"), DUE("");

    private final String initial;

    Field(String initial) {
        this.initial = initial;
    }

    /** What an empty form says. */
    String initial() {
        return initial;
    }
}
