package dev.holdfast.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param advice what to do; null where all is well
 */
record Finding(Level level, String text, @Nullable String advice) {
    enum Level {
        OK, WARN, FAIL
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text, null);
    }

    static Finding warn(String text, String advice) {
        return new Finding(Level.WARN, text, advice);
    }

    static Finding fail(String text, @Nullable String advice) {
        return new Finding(Level.FAIL, text, advice);
    }
}
