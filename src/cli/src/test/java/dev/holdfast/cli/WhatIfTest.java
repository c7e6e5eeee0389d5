package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.database.Sql;
import dev.holdfast.testing.Database;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatIfTest {
    private final Database database = SharedDatabase.cleared();
    private final Cli cli = Cli.at(database);

    @Test
    void saysWhatACancelAndAStopLeadTo() throws SQLException {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc"))) {
            long first = cli.run("submit", "gc", "--need", "repo/A").id();
            long second = cli.run("submit", "gc", "--need", "repo/A").id();
            worker.claim("gc");
            assertThat(cli.run("what-if", "cancel", "" + first).out())
                    .isEqualTo("when it has stopped: frees repo/A; " + second + " (gc) starts next\n");
            assertThat(cli.run("what-if", "cancel", "" + second).out()).isEqualTo("no other task moves\n");
            JsonNode answer = cli.run("what-if", "cancel", "" + first, "--json").json();
            assertThat(answer.at("/consequences/0/kind").asText()).isEqualTo("frees");
            assertThat(answer.at("/consequences/1/task_id").asLong()).isEqualTo(second);
            assertThat(cli.run("what-if", "stop", "w1").out())
                    .startsWith("when its task has ended: frees repo/A; ")
                    .contains("no other worker runs gc, for which 1 task waits");
            worker.complete(first);
            assertThat(cli.run("what-if", "cancel", "" + first).out())
                    .isEqualTo("it has ended (completed): no other task moves\n");
        }
    }

    @Test
    void saysWhatAReleaseLeadsTo() throws SQLException {
        try (var worker = new HandDrivenWorker(database, "w1", List.of("gc")); var person = database.open()) {
            Sql.run(person, "SELECT holdfast.hold('repo/A')");
            long held = cli.run("submit", "gc", "--need", "repo/A").id();
            worker.claim("gc");
            Integer session = Sql.value(person, Integer.class, "SELECT pg_backend_pid()");
            String frees = "frees repo/A; " + held + " (gc) starts next\n";
            assertThat(cli.run("what-if", "release", "repo/A").out()).isEqualTo(frees);
            assertThat(cli.run("what-if", "end", "" + session).out()).isEqualTo(frees);
            assertThat(cli.run("what-if", "release", "repo/B").out()).isEqualTo("no other task moves\n");
        }
    }

    @Test
    void whomNobodyKnowsIsNotFound() {
        assertThat(cli.run("what-if", "cancel", "999999").code()).isEqualTo(4);
        assertThat(cli.run("what-if", "stop", "nobody").code()).isEqualTo(4);
        assertThat(cli.run("what-if").code()).isEqualTo(2);
    }
}
