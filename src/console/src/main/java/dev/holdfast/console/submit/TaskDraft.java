package dev.holdfast.console.submit;

import dev.holdfast.console.widgets.JsonText;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskOptions;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.times.TypedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was typed of a new task, right or wrong. Only what cannot be made a request at all is found here; the rules of
 * names and sizes are the database's.
 *
 * @param again the options that the form has no field for, of the task that is run again
 */
record TaskDraft(Map<Field, String> texts, @Nullable TaskOptions again) {
    TaskDraft {
        texts = Map.copyOf(texts);
    }

    static TaskDraft empty() {
        var texts = new EnumMap<Field, String>(Field.class);
        for (Field field : Field.values()) {
            texts.put(field, field.initial());
        }
        return new TaskDraft(texts, null);
    }

    /** The same again, due at once. */
    static TaskDraft of(Task task) {
        TaskSummary summary = task.summary();
        return new TaskDraft(Map.of(
                Field.NAME, summary.name(),
                Field.HANDLER, summary.handler(),
                Field.PAYLOAD, JsonText.pretty(task.payload()),
                Field.EXCLUSIVE, String.join(" ", summary.exclusive()),
                Field.SHARED, String.join(" ", summary.shared()),
                Field.PRIORITY, Integer.toString(summary.priority()),
                Field.ATTEMPTS, Integer.toString(summary.maxAttempts()),
                Field.DUE, ""), task.options());
    }

    /** What is wrong, in words, by the field that says it. */
    Map<Field, String> problems(Instant now) {
        var problems = new EnumMap<Field, String>(Field.class);
        if (text(Field.NAME).isEmpty()) {
            problems.put(Field.NAME, Words.of("submit.wrong.name"));
        }
        String json = JsonText.problem(text(Field.PAYLOAD));
        if (json != null) {
            problems.put(Field.PAYLOAD, Words.of("submit.wrong.payload", json));
        }
        for (Field field : new Field[]{Field.PRIORITY, Field.ATTEMPTS}) {
            if (!text(field).matches("([+-]?\\d{1,9})?")) {
                problems.put(field, Words.of("submit.wrong.number"));
            }
        }
        try {
            due(now);
        } catch (InvalidInput e) {
            problems.put(Field.DUE, Words.of("submit.wrong.due"));
        }
        return problems;
    }

    /** Only without problems. */
    TaskRequest request(Instant now) {
        TaskRequest request = TaskRequest.of(text(Field.NAME))
                .exclusive(names(Field.EXCLUSIVE))
                .shared(names(Field.SHARED))
                .priority(number(Field.PRIORITY))
                .maxAttempts(number(Field.ATTEMPTS));
        request = text(Field.PAYLOAD).isEmpty() ? request : request.payload(text(Field.PAYLOAD));
        request = text(Field.HANDLER).isEmpty() ? request : request.handler(text(Field.HANDLER));
        request = with(request, due(now), TaskRequest::due);
        return again == null ? request : carryOn(request, again);
    }

    /** A unique key is not among them: whoever changes a task wants another one. */
    private static TaskRequest carryOn(TaskRequest request, TaskOptions options) {
        TaskRequest all = with(request, options.group(), TaskRequest::group);
        all = with(all, span(options.timeLimitSeconds()), TaskRequest::timeLimit);
        return with(all, span(options.backoffSeconds()), TaskRequest::backoff);
    }

    private static @Nullable Duration span(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static <T> TaskRequest with(TaskRequest request, @Nullable T value,
            BiFunction<TaskRequest, T, TaskRequest> option) {
        return value == null ? request : option.apply(request, value);
    }

    private @Nullable Instant due(Instant now) {
        String text = text(Field.DUE);
        return text.isEmpty() ? null : TypedTime.time(text, now);
    }

    private int number(Field field) {
        String text = text(field);
        return Integer.parseInt(text.isEmpty() ? field.initial() : text);
    }

    private String[] names(Field field) {
        return Arrays.stream(text(field).split("[\\s,]+")).filter(name -> !name.isEmpty()).toArray(String[]::new);
    }

    private String text(Field field) {
        return texts.getOrDefault(field, "").strip();
    }
}
