package dev.holdfast.console;

import static dev.holdfast.console.ConsoleDriver.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the list shows goes to other programs. */
class ExportViewTest extends ViewTest {
    @TempDir
    private Path files;
    private long first;
    private long second;

    @BeforeEach
    void submitAndFilter() {
        first = submit(TaskRequest.of("repack").exclusive("repo/A", "repo/B"));
        second = submit(TaskRequest.of("say \"hi\", repack").exclusive("repo/A"));
        submit(TaskRequest.of("verify"));
        driver.press(KeyCode.CONTROL, KeyCode.F);
        driver.write("repack ");
        eventually(() -> assertThat(driver.<TaskSummary>rows("#tasks")).hasSize(2));
    }

    @Test
    void theListIsSavedAsATable() throws Exception {
        List<String> lines = Files.readAllLines(save("tasks"));
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("id,name,handler,state,phase,priority,exclusive,shared,");
        assertThat(lines.get(1)).startsWith(second + ",\"say \"\"hi\"\", repack\",");
        assertThat(lines.get(2)).startsWith(first + ",repack,repack,waiting,submitted,0,repo/A;repo/B,,");
    }

    @Test
    void theListIsSavedAsADocument() throws Exception {
        JsonNode document = JsonMapper.builder().build().readTree(save("tasks.json").toFile());
        assertThat(document).hasSize(2);
        assertThat(document.get(1).get("id").asLong()).isEqualTo(first);
        assertThat(document.get(1).get("exclusive").get(1).asText()).isEqualTo("repo/B");
        assertThat(document.get(1).get("why").asText()).startsWith("Waits for its place in line");
    }

    @Test
    void theQueryIsCopied() throws Exception {
        driver.click("#export");
        driver.click("#export-sql");
        eventually(() -> assertThat(driver.dialogText()).startsWith("The query is in the clipboard"));
        String query = ConsoleDriver.onScreen(() -> Clipboard.getSystemClipboard().getString());
        try (var connection = database.open()) {
            assertThat(Sql.list(connection, query, row -> row.getLong("id"))).containsExactly(second, first);
        }
    }

    private Path save(String name) {
        driver.click("#export");
        driver.click("#export-file");
        driver.fill("#save-file", files.resolve(name).toString());
        driver.pictureOfDialog("export");
        driver.click("#go");
        eventually(() -> assertThat(driver.dialogText()).isEqualTo("2 tasks saved."));
        return files.resolve(name.contains(".") ? name : name + ".csv");
    }
}
