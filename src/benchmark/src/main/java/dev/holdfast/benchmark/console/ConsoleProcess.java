package dev.holdfast.benchmark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.cluster.files.LastLines;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The console as a person starts it, by the script {@code holdfast}, but without a display and told to measure itself.
 *
 * @param launcher the script
 */
record ConsoleProcess(Path launcher) {
    private static final int LAST_LINES = 20;

    /** @throws Refused where this program was not started by the script */
    static ConsoleProcess ofThisProgram() {
        String launcher = System.getProperty("holdfast.launcher");
        if (launcher == null) {
            throw new Refused("the console is started by the script holdfast, which did not start this program",
                    "Run holdfast bench console.");
        }
        return new ConsoleProcess(Path.of(launcher));
    }

    /** Looked at once a second while the console runs. */
    @FunctionalInterface
    interface Look {
        void at(ProcessHandle console) throws SQLException;
    }

    /**
     * Runs it to its end and returns what it measured.
     *
     * @param probe what stands after the console's option {@code --probe}
     */
    JsonNode measure(Bed bed, List<String> probe, Look look) throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("holdfast-probe-");
        try {
            Path file = folder.resolve("probe.json");
            Path log = folder.resolve("console.log");
            var command = new ArrayList<>(
                    List.of(launcher.toString(), "console", "--probe-file", file.toString(), "--probe"));
            command.addAll(probe);
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(bed.environment());
            // This very app, whatever has become of the sources meanwhile.
            builder.environment().put("HOLDFAST_TRAINING", "true");
            Process process = builder.start();
            try {
                while (!process.waitFor(1, TimeUnit.SECONDS)) {
                    look.at(process.toHandle());
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new DatabaseError("the console ended with exit code %d: %s".formatted(process.exitValue(),
                        String.join("\n", LastLines.of(log, LAST_LINES))), null);
            }
            return new ObjectMapper().readTree(file.toFile());
        } finally {
            PrivateFiles.deleteTree(folder);
        }
    }
}
