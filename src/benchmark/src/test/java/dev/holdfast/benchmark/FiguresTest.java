package dev.holdfast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.benchmark.figures.Figure;
import dev.holdfast.benchmark.latency.Latency;
import dev.holdfast.benchmark.plans.Plans;
import dev.holdfast.benchmark.start.WorkerStart;
import dev.holdfast.benchmark.throughput.Throughput;
import dev.holdfast.database.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tiny sizes: what the figures are, not how good they are. */
class FiguresTest extends BedTest {
    @AfterEach
    void noWorkerIsLeft() throws Exception {
        assertThat(bed.number("SELECT count(*)::float8 FROM holdfast.workers WHERE state = 'online'")).isZero();
        assertThat(bed.workerMemory()).hasValue(0);
    }

    @Test
    void latencyComparesBothPaths() throws Exception {
        List<Figure> figures = new Latency(3).on(bed);
        assertThat(figures).extracting(Figure::id)
                .containsExactly("latency.median", "latency.bare.median", "latency.median.ratio", "latency.p99",
                        "latency.bare.p99", "latency.p99.ratio");
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.value()).isPositive();
            assertThat(figure.settings()).containsEntry("tasks", "3").containsEntry("workers", "1");
        });
        assertThat(one(figures, "latency.median.ratio").value())
                .isEqualTo(one(figures, "latency.median").value() / one(figures, "latency.bare.median").value());
        assertThat(one(figures, "latency.p99").value()).isGreaterThanOrEqualTo(one(figures, "latency.median").value());
    }

    @Test
    void startTellsTimeAndMemory() throws Exception {
        List<Figure> figures = new WorkerStart(1, 5).on(bed);
        assertThat(figures).extracting(Figure::id)
                .containsExactly("start.first", "start.online", "start.memory.idle", "start.memory.after-tasks");
        assertThat(figures).extracting(Figure::unit).containsExactly("ms", "ms", "MiB", "MiB");
        assertThat(one(figures, "start.memory.idle").value()).isBetween(10.0, 1000.0);
        assertThat(one(figures, "start.memory.after-tasks").settings()).containsEntry("tasks", "5");
    }

    @Test
    void throughputComparesEachNumberOfWorkersToTheLeast() throws Exception {
        List<Figure> figures = new Throughput(12, List.of(2, 1), 1).on(bed);
        assertThat(figures).hasSize(12);
        assertThat(one(figures, "throughput.free.1.ratio").value()).isEqualTo(1);
        assertThat(one(figures, "throughput.exclusive.2.ratio").value())
                .isEqualTo(one(figures, "throughput.exclusive.2").value()
                        / one(figures, "throughput.exclusive.1").value());
        assertThat(one(figures, "throughput.free.2.statements").value()).as("a claim and a finish at least")
                .isBetween(1.0, 100.0);
        assertThat(one(figures, "throughput.free.2").settings()).containsEntry("workers", "2")
                .containsEntry("tasks", "12");
    }

    @Test
    void plansAreThoseOfTheStatementsInsideTheFunctions() throws Exception {
        List<Figure> figures = new Plans(List.of(200)).on(bed);
        assertThat(figures).extracting(Figure::unit).containsOnly("ms");
        assertThat(figures)
                .anySatisfy(
                        figure -> assertThat(figure.settings().get("sql")).startsWith("WITH candidates AS"))
                .anySatisfy(figure -> assertThat(figure.settings().get("plan")).contains("ready_next"));
        assertThat(figures).extracting(Figure::id).contains("plans.claim.200.1", "plans.admit.200.1");
        bed.connection()
                .createStatement()
                .execute("TRUNCATE holdfast.unfinished, holdfast.submitted, holdfast.ready, holdfast.places");
    }

    @Test
    void sizesBelowOneAreRefusedByName() {
        assertThatThrownBy(() -> new Latency(0)).isInstanceOf(InvalidInput.class).hasMessage("--tasks is 0");
        assertThatThrownBy(() -> new Throughput(1, List.of(1, -2), 1)).hasMessage("--workers is -2");
        assertThatThrownBy(() -> new WorkerStart(0, 1)).hasMessage("--times is 0");
    }
}
