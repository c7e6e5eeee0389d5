package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.schedules.DueSchedules;
import dev.holdfast.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private Database database;
    private Cli cli;

    @BeforeEach
    void clear() {
        database = SharedDatabase.cleared();
        cli = Cli.at(database);
    }

    @Test
    void addsShowsAndListsASchedule() throws SQLException {
        Result added = add();
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("nightly\n");
        assertThat(cli.run("schedule", "list").out()).contains("nightly", "30 2 * * * (Europe/Berlin)",
                "to be computed by a worker");
        assertThat(add().err()).contains("there is the same schedule already");

        try (Connection connection = database.open()) {
            DueSchedules.fire(connection);
        }
        JsonNode json = cli.run("schedule", "show", "nightly", "--json").json();
        assertThat(json.at("/request/exclusive/0").asText()).isEqualTo("repo/A");
        assertThat(json.at("/request/payload/program").asText()).isEqualTo("git");
        assertThat(json.at("/next").asText()).contains("T0", ":30:00Z");
        assertThat(json.at("/missed").asText()).isEqualTo("skip");
        Result shown = cli.run("schedule", "show", "nightly");
        assertThat(shown.out()).contains("nightly", "skip", "repo/A").containsPattern("then +\\d{4}-");
        assertThat(cli.run("schedule", "list", "--json").json()).hasSize(1);
    }

    @Test
    void pausesResumesRunsAndRemoves() {
        cli.run("schedule", "add", "poll", "--every", "15 min", "--handler", "work", "--overlap", "--missed", "all");
        assertThat(cli.run("schedule", "pause", "poll").code()).isZero();
        assertThat(cli.run("schedule", "list").out()).contains("every 900 s", "paused", "all", "yes");
        assertThat(cli.run("schedule", "resume", "poll").code()).isZero();
        long id = cli.run("schedule", "run-now", "poll").id();
        assertThat(cli.run("show", Long.toString(id)).out()).contains("poll", "work");
        assertThat(cli.run("schedule", "list", "--json").json().at("/0/last_task").asLong()).isEqualTo(id);
        assertThat(cli.run("schedule", "remove", "poll").code()).isZero();
        Result gone = cli.run("schedule", "remove", "poll");
        assertThat(gone.code()).isEqualTo(4);
        assertThat(gone.err()).contains("there is no schedule poll");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(cli.run("schedule", "add", "x").err()).contains("either --cron or --every");
        Result wrong = cli.run("schedule", "add", "x", "--cron", "61 * * * *");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("the cron expression \"61 * * * *\" is wrong: Value 61 not in range [0, 59]",
                "or @daily");
        assertThat(cli.run("schedule", "add", "x", "--cron", "@daily", "--zone", "Mars/Olympus").code()).isEqualTo(2);
        assertThat(cli.run("schedule").code()).isEqualTo(2);
    }

    @Test
    void showsWhatAWorkerFoundWrong() throws SQLException {
        database.run("SELECT holdfast.schedule('bad', '{}', cron => '0 0 31 2 *')");
        try (Connection connection = database.open()) {
            DueSchedules.fire(connection);
        }
        assertThat(cli.run("schedule", "list").out())
                .contains("broken: the cron expression \"0 0 31 2 *\" never comes");
    }

    private Result add() {
        return cli.run("schedule", "add", "nightly", "--cron", "30 2 * * *", "--zone", "Europe/Berlin", "--missed",
                "skip",
                "--need", "repo/A", "--", "git", "gc");
    }
}
