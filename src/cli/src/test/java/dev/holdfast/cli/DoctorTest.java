package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void findsAHealthyDatabaseHealthy() {
        Result result = Cli.at(TestDatabase.create()).run("doctor");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("PostgreSQL 1", "OK    schema", "OK    pooler        none", "OK    clock");
        assertThat(result.out()).doesNotContain("FAIL", "WARN");
    }

    @Test
    void changesNothing() {
        Cli empty = Cli.at(TestDatabase.createEmpty());
        assertThat(empty.run("doctor").out()).contains("WARN  schema        not there yet",
                "may create the schema holdfast");
        assertThat(empty.run("doctor").out()).contains("not there yet");
        assertThat(empty.run("doctor").code()).isZero();
    }

    @Test
    void failsWhereTheRoleMayNot() throws SQLException {
        String url = TestDatabase.create();
        try (Connection connection = ConnectionSettings.parse(url).open("test")) {
            Sql.run(connection, "CREATE ROLE powerless LOGIN");
        }
        Result result = Cli.at(url).run("doctor", "--url", url.replace("postgres@", "powerless@"));
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.out()).contains("FAIL  rights        may not use the schema holdfast", "GRANT USAGE",
                "WARN  statistics");
    }

    @Test
    void jsonHasLevelTextAndAdvice() {
        JsonNode findings = Cli.at(TestDatabase.create()).run("doctor", "--json").json();
        assertThat(findings.size()).isGreaterThanOrEqualTo(10);
        assertThat(findings.get(0).fieldNames()).toIterable().containsExactly("level", "check", "text", "advice");
        assertThat(findings.get(0).path("level").asText()).isEqualTo("ok");
    }
}
