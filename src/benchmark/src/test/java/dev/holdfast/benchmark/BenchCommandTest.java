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
import java.util.Set;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** Alone, for it looks whose home is left. */
@Isolated
class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(ServiceLoader.load(CommandProvider.class)
            .stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("bench"))
            .findFirst()
            .orElseThrow()
            .command()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @TempDir
    private Path directory;

    @Test
    void printsATableAndWritesTheSameAsJsonAndLeavesNothingBehind() throws IOException {
        Set<Path> before = homes();
        Path file = directory.resolve("figures.json");
        assertThat(command.execute("latency", "--tasks", "2", "--json", file.toString())).as(err.toString()).isZero();

        assertThat(out.toString().lines()).hasSize(8).first().asString().startsWith("FIGURE").contains("SPREAD");
        assertThat(out.toString()).contains("latency.median.ratio", "tasks=2", "processors", "PostgreSQL");
        JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(file));
        assertThat(report.path("figures")).hasSize(6)
                .allSatisfy(figure -> assertThat(figure.path("spread").path("low").asDouble())
                        .isLessThanOrEqualTo(figure.path("spread").path("high").asDouble()));
        assertThat(report.path("machine").path("processors").asInt()).isPositive();
        assertThat(homes()).isSubsetOf(before);
    }

    @Test
    void aSizeOfZeroOrAnUnknownFigureIsRefusedBeforeAnythingStarts() throws IOException {
        Set<Path> before = homes();
        assertThat(command.execute("throughput", "--workers", "0")).isNotZero();
        assertThat(err.toString()).contains("--workers is 0");
        assertThat(command.execute("figures", "--only", "P1,P99")).isNotZero();
        assertThat(err.toString()).contains("there is no figure P99");
        assertThat(homes()).isSubsetOf(before);
    }

    @Test
    void helpNamesAllMeasurementsAndTheirSizes() {
        assertThat(command.getSubcommands()).containsOnlyKeys("latency", "start", "throughput", "plans", "figures",
                "soak", "faults", "seed", "console");
        assertThat(command.execute("throughput", "--help")).isZero();
        assertThat(out.toString()).contains("--tasks", "2000", "--workers", "1,2,4", "--json=FILE");
        assertThat(command.execute()).as("no measurement named").isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static Set<Path> homes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("holdfast-bench-"))
                    .collect(Collectors.toSet());
        }
    }
}
