package dev.holdfast.console.lab.comparison;

import dev.holdfast.changeover.WorkerType;

/** Where a comparison stands. */
sealed interface ComparisonStep {
    /** None is under way, nor has been. */
    record None() implements ComparisonStep {}

    /** It waits for the workers to change over. */
    record Switching(WorkerType to) implements ComparisonStep {}

    record Running(WorkerType type) implements ComparisonStep {}

    /** @param type that is at work again */
    record Over(WorkerType type) implements ComparisonStep {}

    /** It was stopped, or failed, which is told elsewhere. */
    record Ended() implements ComparisonStep {}

    /** Whether something is under way. */
    default boolean isGoing() {
        return this instanceof Switching || this instanceof Running;
    }
}
