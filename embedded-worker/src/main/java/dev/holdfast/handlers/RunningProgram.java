package dev.holdfast.handlers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that was started, with all that it starts itself. Closed means ended: {@link #close} kills what still runs
 * and waits for its end. For one thread at a time.
 */
final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final boolean guarded;
    private final Output output;
    private final CompletableFuture<Void> outputEnd = new CompletableFuture<>();

    private RunningProgram(Process process, boolean guarded, Output output) {
        this.process = process;
        this.guarded = guarded;
        this.output = output;
    }

    /**
     * @param guard without one, the program goes on when the worker is killed
     * @throws HandlerFailure if there is no such program, or the system refuses to start it
     */
    static RunningProgram start(Command command, Optional<Guard> guard, Output output) throws HandlerFailure {
        var builder = new ProcessBuilder().directory(command.directory().toFile()).redirectErrorStream(true);
        command.adapt(builder.environment());
        var line = new ArrayList<String>();
        line.add(guard.isPresent() ? executable(command, builder) : command.program());
        line.addAll(command.arguments());
        builder.command(guard.map(it -> it.around(line)).orElse(line));
        try {
            var program = new RunningProgram(builder.start(), guard.isPresent(), output);
            if (guard.isEmpty()) {
                program.closeInput();
            }
            Thread.ofPlatform().daemon().name(Thread.currentThread().getName() + " output").start(program::copyOutput);
            return program;
        } catch (IOException e) {
            throw new HandlerFailure("CannotStart",
                    "program '%s' cannot be started: %s".formatted(command.program(), e.getMessage()));
        }
    }

    /**
     * Waits for the program's end. Stops it when the limit has passed or this thread is interrupted: asks it to end,
     * and kills it after the grace time, or at once when interrupted again.
     *
     * @return whether it ended by itself
     * @throws InterruptedException only when it has ended
     */
    boolean await(Duration limit, Duration grace) throws InterruptedException {
        boolean ended = false;
        try {
            ended = process.waitFor(limit);
        } finally {
            if (!ended) {
                stop(grace);
            }
        }
        return ended;
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        // Were the guard killed, its watcher would still wait for this.
        closeInput();
        // A process that left the group may hold the pipe open for ever.
        outputEnd.completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
        output.finish();
    }

    private void stop(Duration grace) throws InterruptedException {
        List<ProcessHandle> tree = process.descendants().toList();
        askToEnd();
        try {
            process.waitFor(grace);
        } finally {
            kill();
            tree.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void askToEnd() {
        if (!guarded) {
            // Process.destroy would close the output too.
            process.toHandle().destroy();
            return;
        }
        try {
            OutputStream guard = process.getOutputStream();
            guard.write('\n');
            guard.flush();
        } catch (IOException ended) {
            // Then there is nobody left to ask.
        }
    }

    /** Again and again, since a process may be forked while the others are killed. */
    private void kill() {
        while (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            closeInput();
            if (!guarded) {
                process.toHandle().destroyForcibly();
            }
            awaitEndForASecond();
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // Closed by its reader's end just as well.
        }
    }

    /** Not to be interrupted, so that the program's end is always seen. */
    private void awaitEndForASecond() {
        process.onExit().thenAccept(ended -> {}).completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
    }

    private void copyOutput() {
        byte[] chunk = Output.chunk();
        try (InputStream from = process.getInputStream()) {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                output.add(chunk, length);
            }
        } catch (IOException closed) {
            // What was read is in the log; there will be no more.
        } finally {
            outputEnd.complete(null);
        }
    }

    private static String executable(Command command, ProcessBuilder builder) throws HandlerFailure {
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        return Executables.find(command.program(), command.directory(), path)
                .map(Path::toString)
                .orElseThrow(() -> new HandlerFailure("NotFound", command.program().contains("/")
                        ? "program '%s' is no executable file in %s".formatted(command.program(), command.directory())
                        : "program '%s' is not on the PATH %s".formatted(command.program(), path)));
    }
}
