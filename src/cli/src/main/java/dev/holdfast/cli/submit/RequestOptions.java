package dev.holdfast.cli.submit;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One task, as the options of {@code submit} describe it. */
public final class RequestOptions {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The task's name.")
    private @Nullable String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PROGRAM ARG", description = {
            "A program for the handler command, with its arguments, after --. It runs in the directory that this "
                    + "command is called in."})
    private List<String> program = List.of();

    @Option(names = "--need", paramLabel = "RESOURCE", description = "Needs this resource for itself; repeatable.")
    private List<String> exclusive = List.of();

    @Option(names = "--share", paramLabel = "RESOURCE", description = "Shares this resource with others; repeatable.")
    private List<String> shared = List.of();

    @Option(names = "--payload", paramLabel = "JSON", description = "The task's input: JSON, or @FILE that has it.")
    private @Nullable String payload;

    @Option(names = "--handler", paramLabel = "HANDLER", description = {
            "What runs the task. Default: command where a program is given, else the task's name."})
    private @Nullable String handler;

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "Sets a variable for the program; repeatable.")
    private Map<String, String> environment = Map.of();

    @Option(names = "--priority", paramLabel = "N", description = {
            "Higher goes first among ready tasks; it overtakes nobody on a resource. Default: 0."})
    private int priority;

    @Mixin
    private final TimeOptions times = new TimeOptions();

    /** Whether a task was named on the command line. */
    boolean isGiven() {
        return name != null;
    }

    /**
     * The task.
     *
     * @param directory where its program is to run
     * @throws InvalidInput where the options contradict each other
     */
    public TaskRequest toRequest(Path directory) {
        if (name == null) {
            throw new InvalidInput("the task has no name", "holdfast submit NAME …, or --batch FILE for many.");
        }
        TaskRequest request = times.of(TaskRequest.of(name)
                .exclusive(exclusive.toArray(String[]::new))
                .shared(shared.toArray(String[]::new))
                .priority(priority));
        if (!program.isEmpty()) {
            return ofProgram(request, program, directory);
        } else if (!environment.isEmpty()) {
            throw new InvalidInput("--env is for programs, and there is none", "Name the program after --.");
        }
        return request.handler(handler == null ? name : handler).payload(payload == null ? "{}" : read(payload));
    }

    private TaskRequest ofProgram(TaskRequest request, List<String> line, Path directory) {
        if (payload != null || handler != null) {
            throw new InvalidInput("a program goes with neither --payload nor --handler",
                    "The handler command makes the payload of the program and its arguments.");
        }
        var command = new ProgramCall(line.getFirst(), line.subList(1, line.size()), directory.toString(), environment);
        return request.handler(ProgramCall.HANDLER).payload(command.toPayload());
    }

    private static String read(String payload) {
        if (!payload.startsWith("@")) {
            return payload;
        }
        try {
            return Files.readString(Path.of(payload.substring(1)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInput("the payload cannot be read from " + payload.substring(1),
                    "Write --payload @FILE with a file of JSON in UTF-8.", e);
        }
    }
}
