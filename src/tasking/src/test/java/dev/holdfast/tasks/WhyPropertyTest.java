package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.Lanes;
import dev.holdfast.testing.Scene;
import dev.holdfast.workers.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Why each task waits, in random states on a real server, against a model that looks at all pairs of tasks and knows nothing
 * of places, counters or locks.
 */
class WhyPropertyTest {
    private static final int STATES = 10_000;
    private static final AtomicInteger LOOKED_AT = new AtomicInteger();
    private static @Nullable Lanes<Scene> lanes;

    /** A task as it was submitted; one that is not due has no place in any line. */
    record Known(long id, Set<String> exclusive, Set<String> shared, String handler, int priority, boolean due) {
        Set<String> needs() {
            return Stream.concat(exclusive.stream(), shared.stream()).collect(Collectors.toCollection(TreeSet::new));
        }

        boolean conflictsOn(String resource, Known other) {
            return due && other.due && needs().contains(resource) && other.needs().contains(resource)
                    && (exclusive.contains(resource) || other.exclusive.contains(resource));
        }

        boolean isClaimedBefore(Known other) {
            return priority > other.priority || priority == other.priority && id < other.id;
        }
    }

    /** One step. The numbers choose among whatever is there, so that shrinking keeps a state valid. */
    sealed interface Step {
        record Submit(Set<String> exclusive, Set<String> shared, boolean other, int priority,
                boolean due) implements Step {}

        record Hold(String resource) implements Step {}

        record Release(int which) implements Step {}

        record Cancel(int which) implements Step {}

        record Finish(int which) implements Step {}
    }

    @BeforeContainer
    static void open() throws Exception {
        lanes = Lanes.open(Scene::new);
    }

    @AfterContainer
    static void close() throws Exception {
        Objects.requireNonNull(lanes).close();
        assertThat(LOOKED_AT).as("states that were looked at").hasValueGreaterThanOrEqualTo(STATES);
    }

    @Property(tries = 1120 / Lanes.INPUTS)
    void eachTaskIsToldWhatItWaitsFor(@ForAll("courses") List<List<Step>> courses) throws Throwable {
        Objects.requireNonNull(lanes).run(courses, (scene, steps) -> new Run(scene, new TreeMap<>()).all(steps));
    }

    @Provide
    Arbitrary<List<List<Step>>> courses() {
        Arbitrary<String> resource = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<Set<String>> some = resource.set().ofMaxSize(2);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 50);
        Arbitrary<Step> submit = Combinators
                .combine(some, some, Arbitraries.of(false, false, true), Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 9).map(n -> n > 0))
                .as(Step.Submit::new);
        return Arbitraries.frequencyOf(
                Tuple.of(10, submit),
                Tuple.of(1, resource.map(Step.Hold::new)),
                Tuple.of(1, which.map(Step.Release::new)),
                Tuple.of(1, which.map(Step.Cancel::new)),
                Tuple.of(2, which.map(Step.Finish::new)))
                .list()
                .ofMinSize(3)
                .ofMaxSize(20)
                .list()
                .ofSize(Lanes.INPUTS);
    }

    /** One database after each step, and the tasks in it that have not ended. */
    private record Run(Scene scene, Map<Long, Known> unfinished) {
        void all(List<Step> steps) throws SQLException {
            for (Step step : steps) {
                switch (step) {
                    case Step.Submit submit -> submit(submit);
                    case Step.Hold hold -> scene.hold(hold.resource());
                    case Step.Release release -> release(release.which());
                    case Step.Cancel cancel -> end(cancel.which(), List.copyOf(unfinished.keySet()));
                    case Step.Finish finish -> end(finish.which(), List.copyOf(running()));
                }
                scene.fillAll(List.of());
                check();
                LOOKED_AT.incrementAndGet();
            }
            while (!scene.holds().isEmpty()) {
                release(0);
            }
            while (!unfinished.isEmpty()) {
                end(0, List.copyOf(unfinished.keySet()));
            }
        }

        private void check() throws SQLException {
            Set<Long> running = running();
            Map<Long, Set<String>> said = said();
            for (Known task : unfinished.values()) {
                assertThat(said.get(task.id())).as("%s of %s, running %s, held %s", task, unfinished.values(), running,
                        scene.holds())
                        .containsExactlyInAnyOrderElementsOf(running.contains(task.id()) ? Set.of() : expected(task));
            }
        }

        /** Of each task the kinds and subjects of its clauses; a session may keep it on several resources. */
        private Map<Long, Set<String>> said() throws SQLException {
            Map<Long, Set<String>> said = new TreeMap<>();
            Sql.list(scene.operator,
                    """
                            SELECT t.id, array_remove(array_agg(c.kind || CASE WHEN c.kind <> 'due' THEN ' ' || c.subject ELSE '' END),
                                                      NULL) AS clauses
                            FROM unnest(?::bigint[]) AS t (id) LEFT JOIN LATERAL holdfast.why_clauses(t.id) AS c ON true
                            GROUP BY t.id
                            """,
                    row -> said.put(row.getLong("id"), new TreeSet<>(Sql.texts(row, "clauses"))),
                    List.copyOf(unfinished.keySet()));
            return said;
        }

        private Set<String> expected(Known task) {
            if (!task.due()) {
                return Set.of("due");
            }
            var clauses = new HashSet<String>();
            for (String resource : task.needs()) {
                if (!isFirst(task, resource)) {
                    clauses.add("resource " + resource);
                    unfinished.values()
                            .stream()
                            .filter(other -> other.due() && other.needs().contains(resource)
                                    && isFirst(other, resource))
                            .forEach(other -> clauses.add("order " + other.id()));
                }
            }
            if (clauses.isEmpty() && isHeld(task)) {
                clauses.add("held " + scene.personSession);
            } else if (clauses.isEmpty()) {
                clauses.add("worker " + task.handler());
                Set<Long> running = running();
                unfinished.values()
                        .stream()
                        .filter(other -> other.due() && other.handler().equals(task.handler())
                                && other.isClaimedBefore(task)
                                && !running.contains(other.id()) && isFirstEverywhere(other) && !isHeld(other))
                        .reduce((one, another) -> one.isClaimedBefore(another) ? one : another)
                        .ifPresent(best -> clauses.add("priority " + best.id()));
            }
            return clauses;
        }

        private boolean isFirst(Known task, String resource) {
            return unfinished.values()
                    .stream()
                    .noneMatch(other -> other.id() < task.id() && other.conflictsOn(resource, task));
        }

        private boolean isFirstEverywhere(Known task) {
            return task.needs().stream().allMatch(resource -> isFirst(task, resource));
        }

        private boolean isHeld(Known task) {
            return task.needs().stream().anyMatch(scene.holds()::contains);
        }

        private Set<Long> running() {
            return scene.crew.stream()
                    .flatMap(one -> one.running.keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void submit(Step.Submit submit) {
            Set<String> shared = new TreeSet<>(submit.shared());
            shared.removeAll(submit.exclusive());
            String handler = submit.other() ? "other" : "work";
            TaskRequest request = TaskRequest.of("task")
                    .handler(handler)
                    .priority(submit.priority())
                    .exclusive(submit.exclusive().toArray(String[]::new))
                    .shared(shared.toArray(String[]::new));
            long id = scene.submit(submit.due() ? request : request.due(Instant.now().plus(Duration.ofDays(1))));
            unfinished.put(id, new Known(id, submit.exclusive(), shared, handler, submit.priority(), submit.due()));
        }

        private void release(int which) throws SQLException {
            List<String> holds = scene.holds();
            if (!holds.isEmpty()) {
                scene.release(holds.get(which % holds.size()));
            }
        }

        /** A cancel; whoever runs it sees it stop. */
        private void end(int which, List<Long> among) throws SQLException {
            if (among.isEmpty()) {
                return;
            }
            long task = among.get(which % among.size());
            Sql.run(scene.operator, "SELECT holdfast.cancel(?)", task);
            for (Scene.Crew one : scene.crew) {
                if (one.running.containsKey(task)) {
                    one.end(task, new Outcome.Canceled());
                }
            }
            unfinished.remove(task);
        }
    }
}
