package dev.holdfast.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.testing.Scene;
import dev.holdfast.workers.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static @Nullable Scene opened;

    private final Map<Long, Known> unfinished = new TreeMap<>();
    private final Set<String> holds = new TreeSet<>();

    /** A task as it was submitted. */
    record Known(long id, Set<String> exclusive, Set<String> shared, String handler, int priority) {
        Set<String> needs() {
            return Stream.concat(exclusive.stream(), shared.stream()).collect(Collectors.toCollection(TreeSet::new));
        }

        boolean conflictsOn(String resource, Known other) {
            return needs().contains(resource) && other.needs().contains(resource)
                    && (exclusive.contains(resource) || other.exclusive.contains(resource));
        }

        boolean isClaimedBefore(Known other) {
            return priority > other.priority || priority == other.priority && id < other.id;
        }
    }

    /** One step. The numbers choose among whatever is there, so that shrinking keeps a state valid. */
    sealed interface Step {
        record Submit(Set<String> exclusive, Set<String> shared, boolean other, int priority) implements Step {}

        record Hold(String resource) implements Step {}

        record Release(int which) implements Step {}

        record Cancel(int which) implements Step {}

        record Finish(int which) implements Step {}
    }

    @BeforeContainer
    static void open() throws SQLException {
        opened = new Scene();
    }

    @AfterContainer
    static void close() throws SQLException {
        scene().close();
    }

    private static Scene scene() {
        return Objects.requireNonNull(opened);
    }

    @Property(tries = 300)
    void eachTaskIsToldWhatItWaitsFor(@ForAll("steps") List<Step> steps) throws SQLException {
        for (Step step : steps) {
            switch (step) {
                case Step.Submit submit -> submit(submit);
                case Step.Hold hold -> hold(hold.resource());
                case Step.Release release -> release(release.which());
                case Step.Cancel cancel -> end(cancel.which(), List.copyOf(unfinished.keySet()));
                case Step.Finish finish -> end(finish.which(), List.copyOf(running()));
            }
            scene().fillAll(List.of());
            check();
        }
        while (!holds.isEmpty()) {
            release(0);
        }
        while (!unfinished.isEmpty()) {
            end(0, List.copyOf(unfinished.keySet()));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> resource = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<Set<String>> some = resource.set().ofMaxSize(2);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 50);
        Arbitrary<Step> submit = Combinators
                .combine(some, some, Arbitraries.of(false, false, true), Arbitraries.integers().between(0, 2))
                .as(Step.Submit::new);
        return Arbitraries.frequencyOf(
                Tuple.of(10, submit),
                Tuple.of(1, resource.map(Step.Hold::new)),
                Tuple.of(1, which.map(Step.Release::new)),
                Tuple.of(1, which.map(Step.Cancel::new)),
                Tuple.of(2, which.map(Step.Finish::new))).list().ofMinSize(3).ofMaxSize(20);
    }

    private void check() throws SQLException {
        Set<Long> running = running();
        for (Known task : unfinished.values()) {
            List<String> said = TaskReader.clauses(scene().operator, task.id())
                    .stream()
                    .map(clause -> clause.kind() + " " + clause.subject())
                    // A session may keep it on several resources.
                    .distinct()
                    .toList();
            assertThat(said).as("%s of %s, running %s, held %s", task, unfinished.values(), running, holds)
                    .containsExactlyInAnyOrderElementsOf(running.contains(task.id()) ? Set.of() : expected(task));
        }
    }

    private Set<String> expected(Known task) throws SQLException {
        var clauses = new HashSet<String>();
        for (String resource : task.needs()) {
            if (!isFirst(task, resource)) {
                clauses.add("resource " + resource);
                unfinished.values()
                        .stream()
                        .filter(other -> other.needs().contains(resource) && isFirst(other, resource))
                        .forEach(other -> clauses.add("order " + other.id()));
            }
        }
        if (clauses.isEmpty() && isHeld(task)) {
            clauses.add("held " + Sql.value(scene().person, Integer.class, "SELECT pg_backend_pid()"));
        } else if (clauses.isEmpty()) {
            clauses.add("worker " + task.handler());
            Set<Long> running = running();
            unfinished.values()
                    .stream()
                    .filter(other -> other.handler().equals(task.handler()) && other.isClaimedBefore(task)
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
        return task.needs().stream().anyMatch(holds::contains);
    }

    private Set<Long> running() {
        return scene().crew.stream()
                .flatMap(one -> one.running.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void submit(Step.Submit submit) {
        Set<String> shared = new TreeSet<>(submit.shared());
        shared.removeAll(submit.exclusive());
        String handler = submit.other() ? "other" : "work";
        long id = scene().submit(TaskRequest.of("task")
                .handler(handler)
                .priority(submit.priority())
                .exclusive(submit.exclusive().toArray(String[]::new))
                .shared(shared.toArray(String[]::new)));
        unfinished.put(id, new Known(id, submit.exclusive(), shared, handler, submit.priority()));
    }

    private void hold(String resource) throws SQLException {
        if (!holds.contains(resource) && Boolean.TRUE.equals(
                Sql.value(scene().person, Boolean.class, "SELECT holdfast.hold(?, false, false)", resource))) {
            holds.add(resource);
        }
    }

    private void release(int which) throws SQLException {
        if (!holds.isEmpty()) {
            String resource = new ArrayList<>(holds).get(which % holds.size());
            Sql.run(scene().person, "SELECT holdfast.release(?)", resource);
            holds.remove(resource);
        }
    }

    /** A cancel; whoever runs it sees it stop. */
    private void end(int which, List<Long> among) throws SQLException {
        if (among.isEmpty()) {
            return;
        }
        long task = among.get(which % among.size());
        Sql.run(scene().operator, "SELECT holdfast.cancel(?)", task);
        for (Scene.Crew one : scene().crew) {
            if (one.running.containsKey(task)) {
                one.end(task, new Outcome.Canceled());
            }
        }
        unfinished.remove(task);
    }
}
