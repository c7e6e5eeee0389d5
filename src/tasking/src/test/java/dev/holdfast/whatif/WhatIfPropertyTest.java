package dev.holdfast.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.testing.Lanes;
import dev.holdfast.testing.Scene;
import dev.holdfast.testing.Scene.Crew;
import dev.holdfast.whatif.Consequence.Kind;
import dev.holdfast.workers.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

/** In random states on a real server: first it is asked what would be, then it is done, and the two are compared. */
class WhatIfPropertyTest {
    private static @Nullable Lanes<Scene> lanes;

    /** One step. The numbers choose among whatever is there, so that shrinking keeps a state valid. */
    sealed interface Step {
        record Submit(Set<String> exclusive, Set<String> shared, boolean other, int priority) implements Step {}

        record Hold(String resource) implements Step {}

        record Cancel(int which, int howMany) implements Step {}

        record Release(int which) implements Step {}

        record Stop(int which) implements Step {}
    }

    @BeforeContainer
    static void open() throws Exception {
        lanes = Lanes.open(Scene::new);
    }

    @AfterContainer
    static void close() throws Exception {
        Objects.requireNonNull(lanes).close();
    }

    @Property(tries = 400 / Lanes.INPUTS)
    void whatIsSaidBeforeIsWhatHappens(@ForAll("courses") List<List<Step>> courses) throws Throwable {
        Objects.requireNonNull(lanes).run(courses, (scene, steps) -> new Run(scene).all(steps));
    }

    @Provide
    Arbitrary<List<List<Step>>> courses() {
        Arbitrary<String> resource = Arbitraries.of("a", "b", "c", "d");
        Arbitrary<Set<String>> some = resource.set().ofMaxSize(2);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 50);
        Arbitrary<Step> submit = Combinators
                .combine(some, some, Arbitraries.of(false, false, true), Arbitraries.integers().between(0, 2))
                .as(Step.Submit::new);
        return Arbitraries.frequencyOf(
                Tuple.of(12, submit),
                Tuple.of(1, resource.map(Step.Hold::new)),
                Tuple.of(4, Combinators.combine(which, Arbitraries.of(1, 1, 2, 3)).as(Step.Cancel::new)),
                Tuple.of(1, which.map(Step.Release::new)),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(Step.Stop::new)))
                .list()
                .ofMinSize(3)
                .ofMaxSize(25)
                .list()
                .ofSize(Lanes.INPUTS);
    }

    /** What is said and done on one database. */
    private record Run(Scene scene) {
        void all(List<Step> steps) throws SQLException {
            for (Step step : steps) {
                switch (step) {
                    case Step.Submit submit -> submit(submit);
                    case Step.Hold hold -> scene.hold(hold.resource());
                    case Step.Cancel cancel -> cancel(cancel.which(), cancel.howMany());
                    case Step.Release release -> release(release.which());
                    case Step.Stop stop -> stop(scene.crew.get(stop.which()));
                }
                scene.fillAll(List.of());
            }
            clear();
        }

        private void submit(Step.Submit submit) {
            Set<String> shared = new TreeSet<>(submit.shared());
            shared.removeAll(submit.exclusive());
            scene.submit(TaskRequest.of("task")
                    .handler(submit.other() ? "other" : "work")
                    .priority(submit.priority())
                    .exclusive(submit.exclusive().toArray(String[]::new))
                    .shared(shared.toArray(String[]::new)));
        }

        private void cancel(int which, int howMany) throws SQLException {
            List<Long> all = List.copyOf(scene.ids("SELECT id FROM holdfast.unfinished"));
            if (all.isEmpty()) {
                return;
            }
            int first = which % all.size();
            List<Long> chosen = all.subList(first, Math.min(first + howMany, all.size()));
            // Who ends most looks first for others.
            List<Crew> runners = scene.crew.stream()
                    .filter(one -> running(one, chosen).findAny().isPresent())
                    .sorted(Comparator.comparing((Crew one) -> running(one, chosen).count()).reversed())
                    .toList();
            compare(WhatIf.canceled(scene.operator, chosen), runners, scene.crew, () -> {
                for (long task : chosen.reversed()) {
                    Sql.run(scene.operator, "SELECT holdfast.cancel(?)", task);
                }
                for (Crew runner : runners) {
                    for (long task : running(runner, chosen).toList()) {
                        runner.end(task, new Outcome.Canceled());
                    }
                }
            });
        }

        private static Stream<Long> running(Crew one, List<Long> chosen) {
            return chosen.stream().filter(one.running::containsKey);
        }

        private void release(int which) throws SQLException {
            List<String> holds = scene.holds();
            if (!holds.isEmpty()) {
                String resource = holds.get(which % holds.size());
                compare(WhatIf.released(scene.operator, resource), List.of(), scene.crew,
                        () -> scene.release(resource));
            }
        }

        private void stop(Crew worker) throws SQLException {
            List<Crew> others = scene.crew.stream().filter(one -> one != worker).toList();
            compare(WhatIf.stopped(scene.operator, worker.session.workerId()), List.of(), others, () -> {
                for (long task : List.copyOf(worker.running.keySet())) {
                    worker.end(task, new Outcome.Completed(null));
                }
            });
        }

        private void compare(Consequences said, List<Crew> first, List<Crew> taking, Action action)
                throws SQLException {
            Set<String> heldBefore = scene.held();
            Map<Long, Long> before = scene.before();
            Set<Long> ready = scene.ids("SELECT task_id FROM holdfast.ready");
            Set<Long> parked = scene.ids("SELECT task_id FROM holdfast.parked");
            action.run();
            heldBefore.removeAll(scene.held());
            assertThat(said.of(Kind.FREES)).as("%s", said)
                    .extracting(Consequence::resource)
                    .containsExactlyElementsOf(heldBefore);

            var started = new ArrayList<Long>();
            for (Crew one : first) {
                started.addAll(one.fill());
            }
            for (Crew one : taking) {
                started.addAll(one.fill());
            }
            assertThat(said.tasks(Kind.STARTS)).as("%s", said).hasSameElementsAs(started);
            Set<Long> readyThen = scene.ids("SELECT task_id FROM holdfast.ready");
            Set<Long> parkedThen = scene.ids("SELECT task_id FROM holdfast.parked");
            Map<Long, Long> then = scene.before();
            var firstThen = new HashSet<>(said.tasks(Kind.READY));
            firstThen.addAll(said.tasks(Kind.HELD));
            // Whom a hold keeps is parked only when somebody tries to claim it.
            parkedThen.removeAll(parked);
            readyThen.addAll(parkedThen);
            readyThen.removeAll(ready);
            assertThat(firstThen).as("%s", said).isEqualTo(readyThen);
            assertThat(said.movesUp()).as("%s", said)
                    .isEqualTo(Math.toIntExact(then.entrySet()
                            .stream()
                            .filter(entry -> entry.getValue() < before.getOrDefault(entry.getKey(), 0L))
                            .count()));
        }

        private void clear() throws SQLException {
            for (String resource : scene.holds()) {
                scene.release(resource);
            }
            Set<Long> left = scene.ids("SELECT id FROM holdfast.unfinished ORDER BY id DESC");
            for (long task : left) {
                Sql.run(scene.operator, "SELECT holdfast.cancel(?)", task);
            }
            for (Crew one : scene.crew) {
                for (long task : List.copyOf(one.running.keySet())) {
                    one.end(task, new Outcome.Canceled());
                }
            }
            assertThat(scene.ids("SELECT id FROM holdfast.unfinished")).isEmpty();
        }
    }

    /** An action on a real database. */
    private interface Action {
        void run() throws SQLException;
    }
}
