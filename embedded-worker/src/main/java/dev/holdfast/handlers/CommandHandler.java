package dev.holdfast.handlers;

import java.util.Locale;
import java.util.Optional;

/**
 * Runs a program, without a shell between: {@code {"program": "git", "args": ["gc"], "directory": "/srv/a.git",
 * "environment": {"GIT_TRACE": "1"}, "timeLimitSeconds": 60}}. All but the program may be left out; the directory is
 * then the worker's, and the time limit a year.
 *
 * <p>The program gets the worker's environment without the variables {@code PG*} and {@code HOLDFAST_*}, and no input.
 * Its output and errors, up to 1 MiB, become the task's log. The result is {@code {"exitCode":0,"seconds":1.23}}; any
 * other exit code fails the task, as does the time limit. When the task is canceled or its time is up, the program
 * gets SIGTERM, and after the grace time the program and all that it started get SIGKILL. They get it too when the
 * program has ended and left processes behind, and (not on Windows) when the worker dies. Only a process that made
 * itself a session of its own, and whose parent is gone, escapes.
 */
public final class CommandHandler implements Handler {

    private static final long OUTPUT_LIMIT = 1 << 20;

    private final Optional<Guard> guard;
    private final long outputLimit;

    public CommandHandler() {
        this(Guard.ofThisMachine(), OUTPUT_LIMIT);
    }

    CommandHandler(Optional<Guard> guard, long outputLimit) {
        this.guard = guard;
        this.outputLimit = outputLimit;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public String run(TaskContext task) throws HandlerFailure, InterruptedException {
        Command command = Command.parse(task.payload());
        var output = new Output(task::log, outputLimit);
        long start = System.nanoTime();
        RunningProgram program = RunningProgram.start(command, guard, output);
        boolean inTime;
        try (program) {
            inTime = program.await(command.timeLimit(), task.grace());
        }
        String result = String.format(Locale.ROOT, "{\"exitCode\":%d,\"seconds\":%.2f}", program.exitCode(),
                (System.nanoTime() - start) / 1e9);
        if (!inTime) {
            throw new HandlerFailure("TimeLimit",
                    "%s was stopped at its time limit of %s s".formatted(command.programName(),
                            command.timeLimit().toMillis() / 1000.0),
                    result);
        }
        if (program.exitCode() != 0) {
            throw new HandlerFailure("ExitCode", ending(command, program.exitCode(), output.lastLine()), result);
        }
        return result;
    }

    private static String ending(Command command, int exitCode, String lastLine) {
        String ending = "%s exited with %d".formatted(command.programName(), exitCode);
        return lastLine.isEmpty() ? ending : ending + ": " + lastLine;
    }
}
