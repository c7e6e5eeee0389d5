package dev.holdfast.console.lab.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.lab.comparison.Course.Spot;
import dev.holdfast.console.lab.comparison.CourseCharts.Scale;
import dev.holdfast.tasks.TaskRun;
import dev.holdfast.tasks.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    /** The second starts when the first has ended, the third has not started. */
    private static final Course COURSE = new Course(WorkerType.ADVISORY,
            List.of(run(1, 0, 100, 1_100), run(2, 50, 1_100, 2_100), new TaskRun(3, TaskState.WAITING,
                    NOON.plusMillis(60), null, null, null)));

    @Test
    void tellsHowManyHaveEndedAndHowManyWait() {
        assertThat(COURSE.seconds()).isEqualTo(2.1);
        assertThat(COURSE.isOver()).isFalse();
        assertThat(COURSE.flow(1)).containsExactly(new Spot(0, 0), new Spot(1, 0), new Spot(2, 1), new Spot(3, 1));
        assertThat(COURSE.backlog(1)).containsExactly(new Spot(0, 1), new Spot(1, 2), new Spot(2, 1), new Spot(3, 1));
        assertThat(COURSE.startedWithin(0.5)).isEqualTo(0.1);
        assertThat(COURSE.startedWithin(0.95)).isEqualTo(1.05);
    }

    @Test
    void isOverWhenAllHaveEnded() {
        assertThat(new Course(WorkerType.MANAGER, COURSE.runs().subList(0, 2)).isOver()).isTrue();
        assertThat(new Course(WorkerType.MANAGER, List.of()).isOver()).isFalse();
    }

    @Test
    void oneScaleHasRoomForBoth() {
        var slow = new Course(WorkerType.MANAGER, List.of(run(1, 0, 100, 60_000)));
        Scale scale = Scale.of(List.of(COURSE, slow));
        assertThat(scale.seconds()).isEqualTo(60);
        assertThat(scale.width()).isEqualTo(1.5);
        assertThat(scale.tasks()).isEqualTo(1);
        assertThat(Scale.of(List.of()).seconds()).isEqualTo(1);
        assertThat(Scale.of(List.of(COURSE)).seconds()).isEqualTo(2.4);
    }

    @Test
    void isWrittenForOtherPrograms(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("types.csv");
        CourseFile.write(List.of(COURSE), file);
        assertThat(Files.readAllLines(file)).containsExactly(
                "worker_type,task,state,submitted,ready,started,finished",
                "advisory,1,completed,0.000,0.000,0.100,1.100",
                "advisory,2,completed,0.050,0.050,1.100,2.100",
                "advisory,3,waiting,0.060,,,");
    }

    private static TaskRun run(long id, int submitted, int started, int finished) {
        return new TaskRun(id, TaskState.COMPLETED, NOON.plusMillis(submitted), NOON.plusMillis(submitted),
                NOON.plusMillis(started), NOON.plusMillis(finished));
    }
}
