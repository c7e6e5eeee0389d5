package dev.holdfast.console.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.workers.LogEntry.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogEntryTest {
    @Test
    void linesOfSeveralWorkersAreInTheOrderOfTheirTimesAndATraceStaysWithItsError() {
        Map<String, String> logs = new LinkedHashMap<>();
        logs.put("w-1", """
                2026-11-25T10:00:00.000 INFO  Worker - online
                2026-11-25T10:00:03.000 ERROR Worker - broken
                    at somewhere
                """);
        logs.put("w-2", "2026-11-25T10:00:01.500 WARN  Worker - slow\n");

        List<LogEntry> merged = LogEntry.merge(logs);

        assertThat(merged).extracting(LogEntry::worker).containsExactly("w-1", "w-2", "w-1", "w-1");
        assertThat(merged).extracting(LogEntry::severity)
                .containsExactly(Severity.INFO, Severity.WARN, Severity.ERROR, Severity.ERROR);
        assertThat(merged.stream().filter(entry -> entry.matches(Severity.WARN, "")).count()).isEqualTo(3);
        assertThat(merged.stream().filter(entry -> entry.matches(Severity.DETAIL, "SOMEWHERE")).count()).isEqualTo(1);
    }
}
