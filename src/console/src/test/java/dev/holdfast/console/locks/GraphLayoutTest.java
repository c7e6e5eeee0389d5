package dev.holdfast.console.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.locks.Drawing.Box;
import dev.holdfast.locks.WaitGraph;
import dev.holdfast.locks.WaitGraph.Line;
import dev.holdfast.locks.WaitGraph.Stander;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    @Test
    void thoseWhoWaitStandLeftOfTheResourceAndItsHolderRight() {
        Drawing drawing = GraphLayout.of(new WaitGraph(
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
        Drawing drawing = GraphLayout.of(lattice(40));
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
        assertThat(GraphLayout.of(lattice(20))).isEqualTo(GraphLayout.of(lattice(20)));
        assertThat(GraphLayout.of(WaitGraph.none())).isEqualTo(Drawing.none());
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
