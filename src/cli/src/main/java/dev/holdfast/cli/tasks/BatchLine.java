package dev.holdfast.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task as one line of a {@link Batch} has it; all but the name may be left out. */
record BatchLine(@Nullable String name, @Nullable String handler, @Nullable List<String> exclusive,
        @Nullable List<String> shared, @Nullable JsonNode payload, @Nullable Integer priority,
        @Nullable Integer maxAttempts, @Nullable String program, @Nullable List<String> args,
        @Nullable String directory, @Nullable Map<String, String> environment) {
    TaskRequest toRequest(Path here) {
        if (name == null) {
            throw new InvalidInput("the task has no name", "Give each object the field \"name\".");
        }
        TaskRequest request = TaskRequest.of(name)
                .exclusive(orEmpty(exclusive).toArray(String[]::new))
                .shared(orEmpty(shared).toArray(String[]::new))
                .priority(Objects.requireNonNullElse(priority, 0))
                .maxAttempts(Objects.requireNonNullElse(maxAttempts, 1));
        if (program != null) {
            return ofProgram(request, program, here);
        } else if (args != null || directory != null || environment != null) {
            throw new InvalidInput("args, directory and environment are for a program, and there is none",
                    "Give the object the field \"program\", or a payload.");
        }
        return request.handler(handler == null ? name : handler).payload(payload == null ? "{}" : payload.toString());
    }

    private TaskRequest ofProgram(TaskRequest request, String named, Path here) {
        if (payload != null || handler != null && !handler.equals(ProgramCall.HANDLER)) {
            throw new InvalidInput("a program goes with neither a payload nor another handler",
                    "The handler command makes the payload of program, args, directory and environment.");
        }
        Path place = directory == null ? here : here.resolve(directory);
        var call = new ProgramCall(named, orEmpty(args), place.toString(),
                environment == null ? Map.of() : environment);
        return request.handler(ProgramCall.HANDLER).payload(call.toPayload());
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
