package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.console.locks.GraphTrial;
import dev.holdfast.console.looks.Appearance;
import dev.holdfast.console.probe.Probe;
import dev.holdfast.console.probe.ProbeOptions;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code holdfast bench console} has measured inside the console's process; how good it is, it says itself. */
class ProbeTest extends ViewTest {
    @TempDir
    private Path results;

    @Test
    void eachViewIsListenedToAndMemoryIsLookedAtAfterEachRound() throws Exception {
        JsonNode measured = measure("STALLS", 1);

        assertThat(measured.path("views")).hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(view -> assertThat(view.path("beats").asInt()).isPositive())
                .allSatisfy(view -> assertThat(view.path("millis").asDouble()).isPositive());
        assertThat(measured.path("heap")).hasSize(1).allSatisfy(used -> assertThat(used.asDouble()).isPositive());
    }

    @Test
    void aChangeIsWaitedForUntilItsPixelsAreThere() throws Exception {
        JsonNode measured = measure("LATENCY", 2);

        assertThat(measured.path("interval").asDouble()).isZero();
        assertThat(measured.path("millis")).hasSize(2)
                .allSatisfy(millis -> assertThat(millis.asDouble()).isPositive());
    }

    @Test
    void theFirstRowsAndTheLargestGraphAreTimed() throws Exception {
        assertThat(measure("LIVE", 1).path("epochMillis").asLong()).isPositive();
        assertThat(measure("GRAPH", 1)).singleElement().satisfies(once -> {
            assertThat(once.path("boxes").asInt()).isEqualTo(2_500);
            assertThat(once.path("layout").asDouble()).isPositive();
            assertThat(once.path("draw").asDouble()).isPositive();
            assertThat(once.path("moved").asDouble()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void onlyTheViewsThatAreAskedForAreListenedTo() throws Exception {
        assertThat(measure("STALLS", 1, "--probe-views", "TASKS,LOCKS").path("views").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("TASKS", "LOCKS");
    }

    private JsonNode measure(String what, int rounds, String... more) throws Exception {
        new Tasks(database.source()).submitAll(Collections.nCopies(3, TaskRequest.of("repack")));
        Path file = results.resolve("probe.json");
        var arguments = new ArrayList<>(List.of("--probe", what, "--probe-file", file.toString(), "--probe-rounds",
                Integer.toString(rounds), "--probe-seconds", "0.1", "--probe-interval", "0"));
        arguments.addAll(List.of(more));
        var options = CommandLine.populateCommand(new ProbeOptions(), arguments.toArray(String[]::new));
        Console console = driver.console();
        new Probe(console.live(), console.root().getScene(), console::view, new Tasks(database.source()),
                Platform::runLater).run(options, times -> GraphTrial.run(times, Appearance::style, Platform::runLater));
        return new ObjectMapper().readTree(file.toFile());
    }
}
