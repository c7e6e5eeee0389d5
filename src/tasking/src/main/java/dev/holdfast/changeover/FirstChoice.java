package dev.holdfast.changeover;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker type that a first start asks for: by {@code HOLDFAST_WORKER_TYPE}, or by a line {@code use_new_worker_type: false}
 * in the file that {@code HOLDFAST_SETTINGS} names, as those know it who come from the reference. Once there are workers or
 * tasks, or somebody has switched, the database decides and nothing else.
 */
public final class FirstChoice {
    private static final Logger log = LoggerFactory.getLogger(FirstChoice.class);
    private static final String VARIABLE = "HOLDFAST_WORKER_TYPE";
    private static final String SETTINGS = "HOLDFAST_SETTINGS";
    private static final String REDIS = "HOLDFAST_REDIS";
    private static final String OLD_SETTING = "use_new_worker_type";

    private FirstChoice() {}

    /**
     * Chooses, where there is a choice to make and it is not too late.
     *
     * @throws InvalidInput when the variable or the file says something else than a worker type
     */
    public static void apply(Connection connection, Map<String, String> environment) throws SQLException {
        Optional<WorkerType> wanted = wanted(environment);
        if (wanted.isEmpty()) {
            return;
        }
        WorkerType type = wanted.get();
        TypeState state = TypeState.read(connection);
        if (state.type() == type) {
            return;
        }
        if (Boolean.TRUE.equals(Sql.value(connection, Boolean.class, "SELECT holdfast.choose_worker_type(?, ?)",
                type.word(), environment.get(REDIS)))) {
            log.info("the worker type is {} from now on, as this first start asks", type.word());
        } else {
            log.warn("this start asks for the worker type {}, the database says {}: the database decides."
                    + " holdfast switch {} changes it for all", type.word(), state.type().word(), type.word());
        }
    }

    private static Optional<WorkerType> wanted(Map<String, String> environment) {
        String word = environment.get(VARIABLE);
        if (word != null && !word.isBlank()) {
            return Optional.of(WorkerType.of(word.strip()));
        }
        String file = environment.get(SETTINGS);
        return file == null || file.isBlank() ? Optional.empty() : ofFile(Path.of(file));
    }

    private static Optional<WorkerType> ofFile(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new InvalidInput("%s is %s, which cannot be read".formatted(SETTINGS, file),
                    "Name a file with lines such as use_new_worker_type: false, or leave it away.", e);
        }
        @Nullable
        String value = properties.getProperty(OLD_SETTING, properties.getProperty("USE_NEW_WORKER_TYPE"));
        if (value == null) {
            return Optional.empty();
        }
        WorkerType type = switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> WorkerType.ADVISORY;
            case "false" -> WorkerType.MANAGER;
            default ->
                throw new InvalidInput("%s says %s: %s".formatted(file, OLD_SETTING, value), "Say true or false.");
        };
        log.warn("{} says {}: {}, read here as the worker type {}; HOLDFAST_WORKER_TYPE says the same", file,
                OLD_SETTING,
                value, type.word());
        return Optional.of(type);
    }
}
