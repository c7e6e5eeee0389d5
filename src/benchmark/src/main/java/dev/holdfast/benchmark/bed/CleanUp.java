package dev.holdfast.benchmark.bed;

import dev.holdfast.database.HoldfastException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be undone at the end, last first; also when the program is interrupted by Ctrl-C. Thread-safe. */
final class CleanUp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private final Thread atExit = Thread.ofPlatform().name("clean up").unstarted(this::undo);

    /** One thing to undo. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, SQLException, InterruptedException;
    }

    CleanUp() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    synchronized void later(Step step) {
        steps.push(step);
    }

    /** One that fails does not keep the others from being undone. */
    private synchronized void undo() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (IOException | SQLException | HoldfastException e) {
                log.warn("left behind: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException programEnds) {
            log.debug("the program ends, all is undone");
        }
    }
}
