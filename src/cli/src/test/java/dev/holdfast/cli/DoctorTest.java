package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at the whole server")
class DoctorTest {
    @Test
    void findsAHealthyDatabaseHealthy() {
        Result result = Cli.at(SharedDatabase.cleared()).run("doctor");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("PostgreSQL 1", "OK    schema", "OK    pooler        none", "OK    clock");
        assertThat(result.out()).doesNotContain("FAIL", "WARN");
    }

    @Test
    void changesNothing() {
        try (Database database = Database.empty()) {
            Cli empty = Cli.at(database);
            assertThat(empty.run("doctor").out()).contains("WARN  schema        not there yet",
                    "may create the schema holdfast");
            assertThat(empty.run("doctor").out()).contains("not there yet");
            assertThat(empty.run("doctor").code()).isZero();
        }
    }

    @Test
    void failsWhereTheRoleMayNot() {
        Database database = SharedDatabase.cleared();
        database.run("DROP ROLE IF EXISTS powerless");
        database.run("CREATE ROLE powerless LOGIN PASSWORD 'none'");
        Result result = Cli.at(database.settings().withUser("powerless").withPassword("none")).run("doctor");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).contains("FAIL  rights        may not use the schema holdfast",
                "holdfast grant ROLE observer",
                "WARN  statistics");
    }

    @Test
    void jsonHasLevelTextAndAdvice() {
        JsonNode findings = Cli.at(SharedDatabase.cleared()).run("doctor", "--json").json();
        assertThat(findings.size()).isGreaterThanOrEqualTo(10);
        assertThat(findings.path("pooler").fieldNames()).toIterable().containsExactly("level", "text", "advice");
        assertThat(findings.path("server").path("level").asText()).isEqualTo("ok");
    }
}
