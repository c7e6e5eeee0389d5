package dev.holdfast.cli.tasks;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.times.TypedTime;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and spans of time as people write them. */
public final class Spans {
    private Spans() {}

    /** Such as {@code 10 s} or {@code 5min}. */
    public static final class SpanConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return checked(() -> span(text));
        }
    }

    /** For options that take a moment, such as {@code 22:30}. */
    public static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return checked(() -> time(text));
        }
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T checked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (InvalidInput e) {
            throw new TypeConversionException(e.getMessage() + ". " + e.hint());
        }
    }

    /**
     * Such as {@code 10 s}.
     *
     * @throws InvalidInput where it is none
     */
    public static Duration span(String text) {
        return TypedTime.span(text);
    }

    /**
     * Such as {@code 22:30}, or {@code 5 min} from now.
     *
     * @throws InvalidInput where it is none
     */
    public static Instant time(String text) {
        return TypedTime.time(text, Instant.now());
    }
}
