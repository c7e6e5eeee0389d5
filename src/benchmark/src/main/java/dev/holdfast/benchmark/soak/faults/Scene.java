package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What all faults need: the stage, chance, the tally, and threads for what ends later. */
final class Scene {
    private final Stage stage;
    private final Random random;
    private final Tally tally;
    private final Settling settling;
    private final AtomicInteger pending = new AtomicInteger();

    Scene(Stage stage, Random random, Tally tally) {
        this.stage = stage;
        this.random = random;
        this.tally = tally;
        this.settling = new Settling(stage.server(), tally);
    }

    Stage stage() {
        return stage;
    }

    Random random() {
        return random;
    }

    Tally tally() {
        return tally;
    }

    Settling settling() {
        return settling;
    }

    /** A time of chance. */
    Duration between(int fromMillis, int toMillis) {
        return Duration.ofMillis(random.nextInt(fromMillis, toMillis));
    }

    /** A worker of chance. */
    Optional<CrewMember> member(Predicate<CrewMember> which) {
        List<CrewMember> members = stage.crew().members().stream().filter(which).toList();
        return members.isEmpty() ? Optional.empty() : Optional.of(members.get(random.nextInt(members.size())));
    }

    /** One at the end of a wire. */
    Optional<CrewMember> wired() {
        return member(member -> member.wire() != null);
    }

    /** Does something on a thread of its own, which {@link #awaitQuiet} waits for. */
    void aside(Fault work) {
        pending.incrementAndGet();
        Thread.ofVirtual().name("fault").start(() -> {
            try {
                work.strike();
            } catch (Exception e) {
                tally.note("a fault ended early: %s", e);
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    /** The same after a while. */
    void later(Duration pause, Fault work) {
        aside(() -> {
            Thread.sleep(pause);
            return work.strike();
        });
    }

    void awaitQuiet() throws InterruptedException {
        while (pending.get() > 0) {
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
