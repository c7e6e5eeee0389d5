package dev.holdfast.console.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    @Test
    void thoseWhoWaitStandLeftOfTheResourceAndItsHolderRight() {
        Drawing drawing = new GraphLayout().of(new WaitGraph(
                List.of(new Line("a", 9, List.of(holder(1), waiting(2), waiting(3)))), false));
        Box resource = box(drawing, new Subject.OfResource("a"));
        assertThat(box(drawing, new Subject.OfTask(1)).x()).isGreaterThan(resource.x() + resource.width());
        for (Subject left : List.of(new Subject.OfTask(2), new Subject.OfTask(3), new Subject.OfRest("a"))) {
            Box box = box(drawing, left);
            assertThat(box.x() + box.width()).isLessThan(resource.x());
        }
        assertThat(box(drawing, new Subject.OfRest("a")).text()).isEqualTo("+6 more");
        assertThat(drawing.wires()).hasSize(4);
    }

    @Test
    void noTwoBoxesOverlap() {
        Drawing drawing = new GraphLayout().of(lattice(40));
        List<Box> boxes = drawing.boxes();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(overlap(boxes.get(i), boxes.get(j)))
                        .as("%s and %s", boxes.get(i), boxes.get(j))
                        .isFalse();
            }
        }
        assertThat(boxes).allSatisfy(box -> {
            assertThat(box.x() + box.width()).isLessThanOrEqualTo(drawing.width());
            assertThat(box.y() + box.height()).isLessThanOrEqualTo(drawing.height());
        });
    }

    @Test
    void theSameGraphIsDrawnTheSame() {
        assertThat(new GraphLayout().of(lattice(20))).isEqualTo(new GraphLayout().of(lattice(20)));
        assertThat(new GraphLayout().of(WaitGraph.none())).isEqualTo(Drawing.none());
    }

    @Test
    void whatChangesInOnePartMovesNothingInAnother() {
        var layout = new GraphLayout();
        List<Line> before = IntStream.range(0, 100).mapToObj(r -> line(r, 4)).toList();
        Drawing first = layout.of(new WaitGraph(before, false));
        for (int size : new int[]{3, 9}) {
            var after = new ArrayList<>(before);
            after.set(40, line(40, size));
            Drawing next = layout.of(new WaitGraph(after, false));
            assertThat(next.boxes()).filteredOn(box -> !isOf(box, 40))
                    .containsExactlyElementsOf(first.boxes().stream().filter(box -> !isOf(box, 40)).toList());
            assertThat(next.boxes()).filteredOn(box -> isOf(box, 40)).hasSize(1 + size);
        }
    }

    @Test
    void roomThatHasBecomeFreeIsUsedAgain() {
        var layout = new GraphLayout();
        List<Line> lines = IntStream.range(0, 100).mapToObj(r -> line(r, 4)).toList();
        Drawing first = layout.of(new WaitGraph(lines, false));
        for (int i = 1; i < 500; i++) {
            Drawing next = layout
                    .of(new WaitGraph(IntStream.range(i, i + 100).mapToObj(r -> line(r, 4)).toList(), false));
            assertThat(next.boxes()).hasSize(500);
            assertThat(next.width() * next.height()).isLessThan(2.5 * first.width() * first.height());
        }
        Drawing last = layout.of(new WaitGraph(List.of(line(7, 4)), false));
        assertThat(last.height()).isLessThan(first.height() / 5);
    }

    /** One who holds and others who wait, of whom none waits anywhere else. */
    private static Line line(int resource, int tasks) {
        var standers = new ArrayList<Stander>();
        for (int i = 0; i < tasks; i++) {
            long id = 1_000L * (resource + 1) + i;
            standers.add(i == 0 ? holder(id) : waiting(id));
        }
        return new Line("repo/%03d".formatted(resource), tasks, standers);
    }

    private static boolean isOf(Box box, int resource) {
        return switch (box.subject()) {
            case Subject.OfTask task -> task.id() / 1_000 == resource + 1;
            case Subject.OfResource of -> of.name().equals("repo/%03d".formatted(resource));
            case Subject.OfRest rest -> rest.resource().equals("repo/%03d".formatted(resource));
            case Subject.OfSession session -> false;
        };
    }

    /** Each task needs a resource and the next one. */
    private static WaitGraph lattice(int resources) {
        var lines = new ArrayList<Line>();
        for (int r = 0; r < resources; r++) {
            lines.add(new Line("repo/" + r, 3, List.of(r % 2 == 0 ? holder(r) : waiting(r), waiting(r + 1),
                    waiting(100 + r))));
        }
        return new WaitGraph(lines, false);
    }

    private static Stander holder(long id) {
        return new Stander.OfTask(id, "repack", true, true, "w-1");
    }

    private static Stander waiting(long id) {
        return new Stander.OfTask(id, "repack", true, false, null);
    }

    private static Box box(Drawing drawing, Subject subject) {
        return drawing.boxes().stream().filter(box -> box.subject().equals(subject)).findFirst().orElseThrow();
    }

    private static boolean overlap(Box a, Box b) {
        return a.x() < b.x() + b.width() && b.x() < a.x() + a.width() && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }
}
