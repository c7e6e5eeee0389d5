package dev.holdfast.console.tasks;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.console.files.Kind;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.TaskSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A list of tasks as a file for other programs, with the names of {@code holdfast list --json}. */
final class TaskExport {
    private static final String JSON = ".json";
    private static final CsvMapper TABLES = set(CsvMapper.builder());
    private static final JsonMapper DOCUMENTS = set(JsonMapper.builder());

    private TaskExport() {}

    static Kind kind() {
        return new Kind(Words.of("export.kind"), List.of(".csv", JSON));
    }

    /**
     * Writes JSON where the name of the file says so, else CSV with a line of names.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    static void write(List<TaskSummary> tasks, Path file) {
        try {
            writer(file).writeValue(file.toFile(), tasks);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static ObjectWriter writer(Path file) {
        return file.toString().endsWith(JSON)
                ? DOCUMENTS.writerWithDefaultPrettyPrinter()
                : TABLES.writer(TABLES.schemaFor(TaskSummary.class).withHeader());
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M set(B builder) {
        return builder.addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
    }
}
