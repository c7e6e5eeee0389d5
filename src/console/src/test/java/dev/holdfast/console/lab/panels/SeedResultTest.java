package dev.holdfast.console.lab.panels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.console.lab.panels.SeedResult.Round;
import dev.holdfast.database.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedResultTest {
    private static final String HEAD = "type,workers,round,submit_seconds,pickup_seconds,makespan_seconds,statements_per_task,database_seconds_per_task\n";
    @TempDir
    private Path folder;

    @Test
    void meansOfRoundsByTheNumberOfWorkers() throws IOException {
        SeedResult result = SeedResult.read(write(HEAD + """
                ideal,1,1,,12.98,128.0,,
                advisory,2,1,0.002,6.0,64.0,4.5,0.001
                advisory,1,1,0.001,13.0,130.0,4.5,0.001
                advisory,1,2,0.003,15.0,130.0,4.5,0.001
                """));

        assertThat(result.means("advisory", Round::submit)).isEqualTo(Map.of(1, 0.002, 2, 0.002));
        assertThat(result.means("advisory", Round::pickup)).isEqualTo(Map.of(1, 14.0, 2, 6.0));
        assertThat(result.means("ideal", Round::submit)).isEmpty();
        assertThat(result.means("ideal", Round::pickup)).isEqualTo(Map.of(1, 12.98));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> SeedResult.read(folder)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("seed.csv cannot be read");
        Path other = write("a,b\n1,2\n");
        assertThatThrownBy(() -> SeedResult.read(other)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("has no columns type, workers");
        Path damaged = write(HEAD + "advisory,one,1,0.1,0.1,1,1,1\n");
        assertThatThrownBy(() -> SeedResult.read(damaged)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("damaged in line 2");
    }

    private Path write(String text) throws IOException {
        Files.writeString(folder.resolve("seed.csv"), text);
        return folder;
    }
}
