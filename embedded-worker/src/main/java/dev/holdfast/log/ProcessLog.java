package dev.holdfast.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.jspecify.annotations.Nullable;

/**
 * The log of a process whose main class chose one. In code, since a worker that reads it from XML needs a tenth of its
 * start for that. A {@code logback.configurationFile} beats it, and a program that chose none has logback's own ways.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ProcessLog extends ContextAwareBase implements Configurator {
    private static volatile @Nullable Style chosen;

    /** Where a log goes and what is in it. */
    public enum Style {
        /** A worker's log is what it has to say. */
        WORKER(ConsoleTarget.SystemOut, "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0} - %msg%n", Level.INFO,
                Level.WARN),
        /** The libraries' warnings, on standard error: standard output belongs to the commands' results. */
        COMMAND(ConsoleTarget.SystemErr, "holdfast: %msg%n", Level.WARN, Level.ERROR);

        private final ConsoleTarget target;
        private final String pattern;
        private final Level level;
        private final Level ofMigrations;

        Style(ConsoleTarget target, String pattern, Level level, Level ofMigrations) {
            this.target = target;
            this.pattern = pattern;
            this.level = level;
            this.ofMigrations = ofMigrations;
        }
    }

    /** Chooses the log of this process; to be called before anything is logged. */
    public static void choose(Style style) {
        chosen = style;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Style style = chosen;
        if (style == null || System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(style.pattern);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("console");
        appender.setTarget(style.target.getName());
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger("org.flywaydb").setLevel(style.ofMigrations);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(style.level);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
