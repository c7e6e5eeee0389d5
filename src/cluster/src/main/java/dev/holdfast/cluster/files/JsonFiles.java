package dev.holdfast.cluster.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Records kept as private JSON files. Unknown fields are ignored, so that versions can live side by side. */
public final class JsonFiles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonFiles() {}

    /**
     * What the file holds; empty where there is none.
     *
     * @throws IOException where it cannot be read or is no such record; the message names the file
     */
    public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            // Without the cause: it quotes the content, which may be a password.
            throw new IOException(file + " is damaged in line " + e.getLocation().getLineNr());
        }
    }

    /** Writes the record whole or not at all. */
    public static void write(Path file, Object content) throws IOException {
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    }
}
