package dev.holdfast.cli.terminal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.schedules.Schedule;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskOptions;
import dev.holdfast.tasks.TaskSummary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** JSON with snake_case names, the words of the database for states, times in ISO-8601, and paths as they are typed. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
            .addMixIn(Task.class, TaskShape.class)
            .addMixIn(Schedule.class, ScheduleShape.class)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    static String write(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not to be written as JSON: " + document, e);
        }
    }

    /** A task is shown flat, and its payload and result as the JSON that they are. */
    private interface TaskShape {
        @JsonUnwrapped
        TaskSummary summary();

        @JsonUnwrapped
        TaskOptions options();

        @JsonRawValue
        String payload();

        @JsonRawValue
        @Nullable
        String result();
    }

    private interface ScheduleShape {
        @JsonRawValue
        String request();
    }
}
