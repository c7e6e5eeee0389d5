package dev.holdfast.cli.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.tasks.TaskRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of tasks: one JSON object on each line, blank lines allowed. */
final class Batch {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private Batch() {}

    /**
     * @param file  a path, or {@code -} for standard input
     * @throws InvalidInput naming the line that is wrong
     */
    static List<TaskRequest> read(String file, Terminal terminal) {
        try (BufferedReader lines = file.equals("-")
                ? new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
                : Files.newBufferedReader(terminal.directory().resolve(Path.of(file)))) {
            return read(lines, terminal.directory());
        } catch (IOException e) {
            throw new InvalidInput("the tasks cannot be read from " + file + ": " + e, "Name a file in UTF-8.", e);
        }
    }

    private static List<TaskRequest> read(BufferedReader lines, Path directory) throws IOException {
        var requests = new ArrayList<TaskRequest>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                requests.add(parse(line, number, directory));
            }
        }
        return requests;
    }

    private static TaskRequest parse(String line, int number, Path directory) {
        try {
            return MAPPER.readValue(line, BatchLine.class).toRequest(directory);
        } catch (JsonProcessingException e) {
            throw new InvalidInput("line %d: %s".formatted(number, e.getOriginalMessage()),
                    "Each line is a JSON object with a name, such as {\"name\": \"gc\", \"exclusive\": [\"repo/A\"]}.",
                    e);
        } catch (InvalidInput e) {
            throw new InvalidInput("line %d: %s".formatted(number, e.getMessage()), e.hint(), e);
        }
    }
}
