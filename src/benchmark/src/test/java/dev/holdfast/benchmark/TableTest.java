package dev.holdfast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.figures.Pairs;
import dev.holdfast.benchmark.figures.Samples;
import dev.holdfast.benchmark.table.Entry;
import dev.holdfast.benchmark.table.Goal;
import dev.holdfast.benchmark.table.Promise;
import dev.holdfast.benchmark.table.Row;
import dev.holdfast.benchmark.table.Scale;
import dev.holdfast.benchmark.table.Verdict;
import dev.holdfast.database.InvalidInput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Promise FAST = new Promise("X1.fast", "ours ÷ theirs", Goal.atLeast(2));
    private static final Promise LEAN = new Promise("X1.lean", "ours ÷ least", Goal.atMost(1.5));
    private static final Promise BROKEN = new Promise("X2a", "cannot be had", Goal.atMost(1));

    private final List<Row> heard = new ArrayList<>();

    private static Table table(String... only) {
        return new Table(List.of(new Good(), new Bad()), List.of(only));
    }

    private static final class Good implements Entry {
        @Override
        public List<Promise> promises() {
            return List.of(FAST, LEAN);
        }

        @Override
        public List<Row> measure(Scale scale, Set<String> wanted) {
            var ratio = Figure.ratio("ratio", new Pairs(List.of(6.0, 8.0), List.of(4.0, 4.0)), Samples::median,
                    Map.of("rounds", "2"));
            return promises().stream()
                    .filter(promise -> wanted.contains(promise.id()))
                    .map(promise -> promise.measured(ratio, List.of(ratio)))
                    .toList();
        }
    }

    private static final class Bad implements Entry {
        @Override
        public List<Promise> promises() {
            return List.of(BROKEN);
        }

        @Override
        public List<Row> measure(Scale scale, Set<String> wanted) throws SQLException {
            throw new SQLException("the server went away");
        }
    }

    @Test
    void eachRowHasItsVerdictAndWhatGoesWrongIsARowToo() throws Exception {
        List<Row> rows = table().measure(new Scale(true), heard::add);
        assertThat(rows).isEqualTo(heard)
                .extracting(Row::id, Row::verdict)
                .containsExactly(
                        tuple("X1.fast", Verdict.MISSED),
                        tuple("X1.lean", Verdict.MISSED),
                        tuple("X2a", Verdict.NOT_MEASURED));
        assertThat(rows.getLast().value()).isNull();
        assertThat(rows.getLast().notes()).containsExactly("the server went away");
    }

    @Test
    void aGoalIsMetAtItsBound() {
        assertThat(Goal.atLeast(2).isMetBy(2)).isTrue();
        assertThat(Goal.atLeast(2).isMetBy(1.999)).isFalse();
        assertThat(Goal.atMost(1.05).isMetBy(1.05)).isTrue();
        assertThat(Goal.atMost(1.05).isMetBy(1.051)).isFalse();
        assertThat(List.of(Goal.atLeast(2), Goal.atMost(1.05))).extracting(Goal::toString)
                .containsExactly("≥ 2", "≤ 1.05");
    }

    @Test
    void namesChooseGroupsAndSingleRowsAndUnknownOnesAreRefused() throws Exception {
        assertThat(table("x1").measure(new Scale(true), heard::add)).extracting(Row::id)
                .containsExactly("X1.fast", "X1.lean");
        assertThat(table("X1.lean", "X2").measure(new Scale(true), heard::add)).extracting(Row::id)
                .containsExactly("X1.lean", "X2a");
        assertThatThrownBy(() -> table("X"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("there is no figure X");
    }

    @Test
    void theTableOfTheIssueIsWhole() {
        assertThatThrownBy(() -> Table.of(List.of("P9")))
                .isInstanceOf(InvalidInput.class)
                .extracting(e -> ((InvalidInput) e).hint())
                .asString()
                .isEqualTo("There are P1, P2, P3a, P3b, P4a, P4b, P5, P6, P7, P8, P10, P11, P12.");
    }

    @Test
    void theReportSaysEachFigureWithGoalSpreadSettingsAndVersions() throws Exception {
        var report = TableReport.of("18.1", "quick", table().measure(new Scale(true), heard::add));
        JsonNode json = JsonMapper.builder().build().valueToTree(report);
        JsonNode fast = json.path("figures").path(0);
        assertThat(fast.path("id").asText()).isEqualTo("X1.fast");
        assertThat(fast.path("goal").asText()).isEqualTo("≥ 2");
        assertThat(fast.path("verdict").asText()).isEqualTo("missed");
        assertThat(fast.path("value").asDouble()).isEqualTo(1.75);
        assertThat(fast.path("spread").path("low").asDouble()).isEqualTo(1.5);
        assertThat(fast.path("settings").path("rounds").asText()).isEqualTo("2");
        assertThat(fast.path("versions").path("PostgreSQL").asText()).isEqualTo("18.1");
        assertThat(fast.path("versions").path("db-scheduler").asText()).isEqualTo("16.12.0");
        assertThat(json.path("figures").path(2).path("value").isNull()).isTrue();

        var out = new StringWriter();
        heard.forEach(row -> TableReport.print(row, new PrintWriter(out)));
        report.printFoot(new PrintWriter(out));
        assertThat(out.toString()).contains("X1.fast", "≥ 2", "1.750", "1.500 … 2.000", "missed", "not measured",
                "the server went away", "0 met, 2 missed, 1 not measured; quick run of");
    }
}
