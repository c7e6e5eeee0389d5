package dev.holdfast.cli.submit;

import static dev.holdfast.cli.submit.TimeOptions.with;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.tasks.Spans;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskRequest.IfFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task as one line of a {@link Batch} has it; all but the name may be left out. */
record BatchLine(@Nullable String name, @Nullable String handler, @Nullable List<String> exclusive,
        @Nullable List<String> shared, @Nullable JsonNode payload, @Nullable Integer priority,
        @Nullable Integer maxAttempts, @Nullable String program, @Nullable List<String> args,
        @Nullable String directory, @Nullable Map<String, String> environment, @Nullable String dueAt,
        @Nullable String expiresAt, @Nullable String backoff, @Nullable String timeLimit, @Nullable String uniqueKey,
        @Nullable String uniqueFor, @Nullable String groupName, @Nullable List<Long> after,
        @Nullable IfFailed ifFailed, @Nullable Long parent) {
    TaskRequest toRequest(Path here) {
        if (name == null) {
            throw new InvalidInput("the task has no name", "Give each object the field \"name\".");
        }
        TaskRequest request = withOptions(TaskRequest.of(name)
                .exclusive(orEmpty(exclusive).toArray(String[]::new))
                .shared(orEmpty(shared).toArray(String[]::new))
                .priority(Objects.requireNonNullElse(priority, 0))
                .maxAttempts(Objects.requireNonNullElse(maxAttempts, 1)));
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

    private TaskRequest withOptions(TaskRequest plain) {
        TaskRequest request = with(plain, dueAt, (r, text) -> r.due(Spans.time(text)));
        request = with(request, expiresAt, (r, text) -> r.expires(Spans.time(text)));
        request = with(request, backoff, (r, text) -> r.backoff(Spans.span(text)));
        request = with(request, timeLimit, (r, text) -> r.timeLimit(Spans.span(text)));
        request = with(request, uniqueKey, TaskRequest::uniqueKey);
        request = with(request, uniqueFor, (r, text) -> r.uniqueFor(Spans.span(text)));
        request = with(request, groupName, TaskRequest::group);
        request = with(request, parent, TaskRequest::parent);
        return with(request, after, (r, ids) -> r.after(ids, Objects.requireNonNullElse(ifFailed, IfFailed.SKIP)));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
