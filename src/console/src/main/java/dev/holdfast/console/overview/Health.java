package dev.holdfast.console.overview;

import dev.holdfast.overview.Suspicion;
import java.util.List;

/** Whether all is well. */
sealed interface Health {
    /** No reading has come yet. */
    record Unknown() implements Health {}

    record Well() implements Health {}

    /** The rules hold, but somebody should have a look. */
    record Attention(int alerts) implements Health {}

    /**
     * A promise of Holdfast does not hold.
     *
     * @param evidence what two readings in a row have said
     */
    record Broken(List<Suspicion> evidence) implements Health {
        public Broken {
            evidence = List.copyOf(evidence);
        }
    }
}
