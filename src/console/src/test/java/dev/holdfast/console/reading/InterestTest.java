package dev.holdfast.console.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.TaskFilter;
import dev.holdfast.tasks.TaskState;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterestTest {
    @Test
    void moreDoublesUpToTheCapAndANewFilterStartsAnew() {
        Interest more = Interest.initial().more().more();

        assertThat(more.limit()).isEqualTo(2_000);
        assertThat(more.more().more().more().limit()).isEqualTo(Interest.MOST_ROWS);
        assertThat(more.filter(TaskFilter.all().states(Set.of(TaskState.RUNNING))).limit()).isEqualTo(Interest.ROWS);
        assertThat(more.task(7L).limit()).isEqualTo(2_000);
    }

    @Test
    void aPageIsCutAndStartsWithWhatIsPutFirst() {
        Page<Integer> page = Page.of(List.of(9, 8, 7, 6), 3);

        assertThat(page.rows()).containsExactly(9, 8, 7);
        assertThat(page.more()).isTrue();
        assertThat(page.startingWith(List.of(2, 8), row -> row).rows()).containsExactly(2, 8, 9, 7);
        assertThat(new Page<>(List.of("1 ready", "2 ready"), false)
                .startingWith(List.of("1 running"), row -> row.charAt(0))
                .rows()).as("one that has begun between two statements").containsExactly("1 running", "2 ready");
        assertThat(Page.of(List.of(1), 3).more()).isFalse();
    }

    @Test
    void aLongLogKeepsItsEnd() {
        List<LogLine> lines = IntStream.range(0, TaskDetail.LOG_PIECES + 5)
                .mapToObj(i -> new LogLine(1, i, Snapshots.NOON, "line " + i))
                .toList();

        LogTail tail = LogTail.EMPTY.plus(lines.subList(0, 10)).plus(lines.subList(10, lines.size()));

        assertThat(tail.pieces()).hasSize(TaskDetail.LOG_PIECES);
        assertThat(tail.pieces().getLast().seq()).isEqualTo(TaskDetail.LOG_PIECES + 4);
        assertThat(tail.pieces().getFirst().seq()).isEqualTo(5);
    }
}
