package dev.holdfast.console.lab.load;

/** A number that a person sets. */
public enum Knob {
    SEED(0, 1_000_000_000, true), TASKS(1, 100_000, true), RATE(0, 1_000, true), RESOURCES(1, 10_000, true),
    NEEDS(0, 20, true), SHARED(0, 100, true), SHORTEST(0, 3_600, false), LONGEST(0, 3_600, false),
    FAILING(0, 100, true), ATTEMPTS(1, 100, true);

    private final int least;
    private final int most;
    private final boolean whole;

    Knob(int least, int most, boolean whole) {
        this.least = least;
        this.most = most;
        this.whole = whole;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    boolean allows(String text) {
        return text.matches(whole ? "\\d{1,10}" : "\\d{1,4}([.,]\\d{1,3})?") && number(text) >= least
                && number(text) <= most;
    }

    /** Only of what is allowed. */
    static double number(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }
}
