package dev.holdfast.benchmark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.benchmark.BedTest;
import dev.holdfast.database.DatabaseError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IncidentTest extends BedTest {
    /** Processor time is told in hundredths of a second, and the one is read before the other. */
    private static final double TICKS = 0.021;

    @TempDir
    Path folder;

    @Test
    void anIncidentHasTasksThatWaitWorkersLocksAndTasksThatComeAndGo() throws Exception {
        try (Incident incident = Incident.on(bed, new Incident.Sizes(100, 80, 12, 50))) {
            assertThat(bed.number("SELECT count(*)::float8 FROM holdfast.unfinished WHERE handler = 'nobody'"))
                    .isEqualTo(100);
            assertThat(bed.number("SELECT count(*)::float8 FROM holdfast.locks WHERE resource LIKE 'held/%'"))
                    .isEqualTo(80);
            await().until(() -> bed.number("SELECT count(*)::float8 FROM holdfast.living_workers") == 12);
            await().until(() -> incident.ended() > 10);
        }
        assertThat(bed.number("SELECT count(*)::float8 FROM holdfast.locks WHERE resource LIKE 'held/%'")).isZero();
    }

    @Test
    void sessionsOfTheConsoleAreCountedAndTimed() throws Exception {
        var meter = new SessionMeter(bed);
        try (Connection console = bed.connect()) {
            console.createStatement().execute("SET application_name = 'holdfast console'");
            console.createStatement().execute("SELECT count(*) FROM generate_series(1, 2000000)");
            meter.look();
        }
        assertThat(meter.sessions()).isEqualTo(1);
        assertThat(meter.console()).isPositive().isLessThanOrEqualTo(meter.server() + TICKS);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
    void theConsoleIsStartedByTheLauncherOnTheBedAndItsLastLinesTellWhatWentWrong() throws Exception {
        JsonNode told = new ConsoleProcess(script("""
                printf '["%s", "%s", "%s"]' "$*" "$HOLDFAST_URL" "${PGPASSWORD:+secret}" >"$3"
                """)).measure(bed, List.of("LATENCY", "--probe-rounds", "3"), process -> {});
        assertThat(told.path(0).asText()).startsWith("console --probe-file /")
                .endsWith("--probe LATENCY --probe-rounds 3");
        assertThat(told.path(1).asText()).startsWith("jdbc:postgresql://127.0.0.1:");
        assertThat(told.path(2).asText()).isEqualTo("secret");

        assertThatThrownBy(() -> new ConsoleProcess(script("echo no display; exit 3")).measure(bed, List.of("LIVE"),
                process -> {}))
                .isInstanceOf(DatabaseError.class)
                .hasMessage("the console ended with exit code 3: no display");
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("holdfast"), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
