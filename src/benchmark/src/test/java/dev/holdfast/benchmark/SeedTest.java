package dev.holdfast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.cluster.CommandProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code holdfast bench seed}, small. */
class SeedTest {
    @TempDir
    private Path directory;

    @Test
    void bothTypesRunTheSameBurstAndAreDrawnBesideTheIdeal() throws IOException {
        var out = new StringWriter();
        var err = new StringWriter();
        var command = new CommandLine(ServiceLoader.load(CommandProvider.class)
                .stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("bench"))
                .findFirst()
                .orElseThrow()
                .command()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        assertThat(command.execute("seed", "--tasks", "8", "--resources", "6", "--seconds", "0.05", "--workers", "1,2",
                "--rounds", "1", "--out", directory.toString())).as(err.toString()).isZero();

        JsonNode measured = new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("seed.json")))
                .path("measured");
        assertThat(StreamSupport.stream(measured.spliterator(), false)
                .map(line -> line.path("type").asText() + " " + line.path("workers").asInt()))
                .containsExactly("ideal 1", "control 1", "advisory 1", "manager 1", "ideal 2", "control 2",
                        "advisory 2",
                        "manager 2");
        assertThat(StreamSupport.stream(measured.spliterator(), false)
                .filter(line -> line.path("type").asText().matches("advisory|manager")))
                .allSatisfy(line -> assertThat(line.path("makespan").asDouble()).as("no shorter than ideal")
                        .isGreaterThanOrEqualTo(8 * 0.05 / 2));
        assertThat(Files.readAllLines(directory.resolve("seed.csv"))).hasSize(9);
        assertThat(directory.resolve("seed-panel-1.png")).isNotEmptyFile();
        assertThat(directory.resolve("seed-panel-2.svg")).isNotEmptyFile();
    }
}
