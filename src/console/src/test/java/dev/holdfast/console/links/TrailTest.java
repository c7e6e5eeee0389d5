package dev.holdfast.console.links;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrailTest {
    private static final Place TASKS = new Place.At(View.TASKS);
    private static final Place LOCKS = new Place.At(View.LOCKS);
    private static final Place ONE = new Place.OfTask(7);
    private final Trail trail = new Trail();

    @Test
    void leadsBackAndForthAndNoFurther() {
        trail.visit(TASKS);
        trail.visit(LOCKS);
        trail.visit(LOCKS);
        trail.visit(ONE);
        assertThat(trail.forth()).isEmpty();
        assertThat(trail.back()).contains(LOCKS);
        assertThat(trail.back()).contains(TASKS);
        assertThat(trail.back()).isEmpty();
        assertThat(trail.forth()).contains(LOCKS);
        assertThat(trail.forth()).contains(ONE);
    }

    @Test
    void whatLayAheadIsForgottenWhereAnotherWayIsTaken() {
        trail.visit(TASKS);
        trail.visit(LOCKS);
        trail.back();
        trail.visit(ONE);
        assertThat(trail.forth()).isEmpty();
        assertThat(trail.back()).contains(TASKS);
    }

    @Test
    void theBeginningIsForgottenWhenItGetsLong() {
        for (long id = 0; id < 150; id++) {
            trail.visit(new Place.OfTask(id));
        }
        int steps = 0;
        while (trail.back().isPresent()) {
            steps++;
        }
        assertThat(steps).isEqualTo(99);
    }
}
