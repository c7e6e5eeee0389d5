package dev.holdfast.cli;

import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.HoldfastException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a message with a hint, and into an exit code. */
final class FailurePrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    FailurePrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        print(failure.getMessage(), "Try " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        return ExitCodes.WRONG_USAGE;
    }

    /** @throws Exception whatever is no HoldfastException: a bug, whose stack trace is wanted */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        return switch (failure) {
            case HoldfastException known -> {
                print(known.getMessage(), known.hint());
                yield ExitCodes.of(known);
            }
            case InterruptedException _ -> ExitCodes.INTERRUPTED;
            default -> throw failure;
        };
    }

    private void print(@Nullable String message, @Nullable String hint) {
        // Of arguments that could not be read it says what they were.
        terminal.say("holdfast: " + ConnectionSettings.withoutPasswords(String.valueOf(message)));
        if (hint != null) {
            terminal.say("  " + hint);
        }
    }
}
