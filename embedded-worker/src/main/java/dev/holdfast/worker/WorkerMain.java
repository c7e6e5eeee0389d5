package dev.holdfast.worker;

import dev.holdfast.changeover.FirstChoice;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Failures;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.NoConnection;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.log.ProcessLog;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.WorkerEvents;
import dev.holdfast.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The worker process. Its arguments and environment are those of {@link WorkerSettings#parse}, its exit codes those of
 * {@link ExitCode}. SIGTERM and SIGINT drain it; a second one stops it now.
 */
public final class WorkerMain {
    private static final String COMMAND = "command";

    private WorkerMain() {}

    public static void main(String[] arguments) {
        ProcessLog.choose(ProcessLog.Style.WORKER);
        int code;
        try {
            code = run(WorkerSettings.parse(List.of(arguments), System.getenv()));
        } catch (HoldfastException e) {
            System.err.println("holdfast worker: " + e.getMessage());
            if (e.hint() != null) {
                System.err.println(e.hint());
            }
            code = exitCode(e);
        }
        // Not exit: a handler that ignores its interruption may hold whatever an orderly end would wait for.
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    /**
     * Runs a worker in this process until it ends, and returns its exit code.
     *
     * @throws HoldfastException when it cannot start
     */
    public static int run(WorkerSettings settings) {
        Handlers handlers = allowed(Handlers.load(settings.jars()), settings.handlers());
        try (WorkerEvents counted = counted(settings)) {
            checkDatabase(settings.database());
            // Of all threads that are made from here on: libraries of a handler look there for what belongs to them.
            Thread.currentThread().setContextClassLoader(settings.jars().loader());
            var worker = new Worker(settings, handlers, counted);
            handleSignals(worker);
            return worker.run();
        } catch (SQLException e) {
            throw Failures.translate(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.STOPPED;
        }
    }

    /** All on two sessions: to open one takes longer than what is asked on it. */
    private static void checkDatabase(ConnectionSettings database) throws SQLException {
        try (Connection one = database.open("holdfast check"); Connection other = database.open("holdfast check")) {
            PoolerCheck.refusePooler(one, other);
            Schema.ensure(database, one);
            FirstChoice.apply(one, System.getenv());
        }
    }

    private static WorkerEvents counted(WorkerSettings settings) {
        return settings.metrics() == null
                ? WorkerEvents.NONE
                : Metrics.start(settings.database(), settings.slots(), settings.metrics());
    }

    /** A worker launched by another program outlives that one's terminal: Ctrl-C and hang-up there are not for it. */
    private static void handleSignals(Worker worker) {
        Signal.handle(new Signal("TERM"), received -> worker.stop());
        boolean launched = System.getenv("HOLDFAST_LAUNCHED") != null;
        Signal.handle(new Signal("INT"), launched ? SignalHandler.SIG_IGN : received -> worker.stop());
        if (launched && !System.getProperty("os.name").startsWith("Windows")) {
            Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);
        }
    }

    /** Whoever may submit could run programs on this host, so {@code command} is served only where it is named. */
    private static Handlers allowed(Handlers all, Set<String> named) {
        Set<String> names = new TreeSet<>(named.isEmpty() ? all.names() : named);
        if (named.isEmpty()) {
            names.remove(COMMAND);
        }
        return all.allow(names);
    }

    private static int exitCode(HoldfastException e) {
        return switch (e) {
            case NoConnection lost -> ExitCode.NO_CONNECTION;
            case InvalidInput wrong -> ExitCode.USAGE;
            default -> ExitCode.REFUSED;
        };
    }
}
