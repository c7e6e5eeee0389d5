package dev.holdfast.console.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import net.harawata.appdirs.AppDirsFactory;

/**
 * The JSON file with the console's settings. A missing or damaged one means the defaults; a damaged one is kept beside it.
 * Thread-safe.
 */
public record SettingsFile(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** In the user's folder for settings, as the operating system has it. */
    public static SettingsFile ofUser() {
        return new SettingsFile(
                Path.of(AppDirsFactory.getInstance().getUserConfigDir("holdfast", null, null), "console.json"));
    }

    public synchronized ConsoleSettings load() {
        try {
            return Files.exists(path)
                    ? JSON.readValue(path.toFile(), ConsoleSettings.class)
                    : ConsoleSettings.defaults();
        } catch (JacksonException e) {
            move(path, beside(".damaged"));
            return ConsoleSettings.defaults();
        } catch (IOException e) {
            throw new UncheckedIOException("the settings " + path + " cannot be read", e);
        }
    }

    /** Writes what came of a change; what others have changed meanwhile is kept. */
    public synchronized void update(UnaryOperator<ConsoleSettings> change) {
        save(change.apply(load()));
    }

    /** Writes beside the file and moves into place, so that there is never half a file. */
    public synchronized void save(ConsoleSettings settings) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            JSON.writeValue(beside(".new").toFile(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the settings cannot be saved to " + path, e);
        }
        move(beside(".new"), path);
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the settings cannot be saved to " + to, e);
        }
    }
}
