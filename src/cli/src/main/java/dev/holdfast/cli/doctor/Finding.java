package dev.holdfast.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param advice what to do; null where all is well
 */
record Finding(Level level, String check, String text, @Nullable String advice) {
    enum Level {
        OK, WARN, FAIL
    }

    static Finding ok(String check, String text) {
        return new Finding(Level.OK, check, text, null);
    }

    static Finding warn(String check, String text, String advice) {
        return new Finding(Level.WARN, check, text, advice);
    }

    static Finding fail(String check, String text, String advice) {
        return new Finding(Level.FAIL, check, text, advice);
    }
}
