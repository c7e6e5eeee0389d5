package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.order.OrderModel.Needs;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import dev.holdfast.testing.History;
import dev.holdfast.testing.Lanes;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Random workloads on a real server, step by step against {@link OrderModel}; jqwik shrinks what fails. */
class OrderPropertyTest {
    private static @Nullable Lanes<Lane> lanes;

    private record Lane(Database database, Connection connection, TestWorker worker) implements AutoCloseable {
        static Lane open() throws SQLException {
            Database database = Database.withSchema();
            return new Lane(database, database.open(), TestWorker.register(database.settings(), "model", "work"));
        }

        void check(List<Step> steps) throws SQLException {
            Sql.run(connection, "DELETE FROM holdfast.finished");
            var run = new Run(connection, worker);
            for (Step step : steps) {
                run.apply(step);
            }
            run.drain();
            assertThat(History.violations(connection)).isEmpty();
            assertThat(History.leftovers(connection)).isEmpty();
        }

        @Override
        public void close() throws SQLException {
            worker.close();
            connection.close();
            database.close();
        }
    }

    /** One step. The numbers choose among whatever is there, so that shrinking keeps a workload valid. */
    sealed interface Step {
        record Submit(Set<String> exclusive, Set<String> shared) implements Step {}

        record Take(int howMany) implements Step {}

        /** Claims with chains, completes the first so many of them in their order, and gives back what had not started. */
        record TakeChain(int slots, int completed) implements Step {}

        record Finish(int which) implements Step {}

        /** The first so many of those running, in one statement. */
        record FinishTogether(int howMany) implements Step {}

        record Cancel(int which) implements Step {}
    }

    @BeforeContainer
    static void start() throws Exception {
        lanes = Lanes.open(Lane::open);
    }

    @AfterContainer
    static void stop() throws Exception {
        Objects.requireNonNull(lanes).close();
    }

    /** 2,000 workloads, as many at once as there are lanes. */
    @Property(tries = 2000 / Lanes.INPUTS)
    void tasksStartExactlyWhenNoEarlierOneConflicts(@ForAll("workloads") List<List<Step>> workloads) throws Throwable {
        Objects.requireNonNull(lanes).run(workloads, Lane::check);
    }

    @Provide
    Arbitrary<List<List<Step>>> workloads() {
        Arbitrary<Set<String>> some = Arbitraries.of("a", "b", "c", "d", "e").set().ofMaxSize(3);
        Arbitrary<Step> submit = Combinators.combine(some, some).as(Step.Submit::new);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 50);
        return Arbitraries.frequencyOf(
                Tuple.of(5, submit),
                Tuple.of(2, Arbitraries.integers().between(1, 4).map(Step.Take::new)),
                Tuple.of(2,
                        Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.integers().between(0, 9))
                                .as(Step.TakeChain::new)),
                Tuple.of(2, which.map(Step.Finish::new)),
                Tuple.of(1, Arbitraries.integers().between(2, 4).map(Step.FinishTogether::new)),
                Tuple.of(1, which.map(Step.Cancel::new)))
                .list()
                .ofMinSize(3)
                .ofMaxSize(25)
                .list()
                .ofSize(Lanes.INPUTS);
    }

    /** The database and the model, side by side. */
    private static final class Run {
        private final Connection connection;
        private final TestWorker worker;
        private final OrderModel model = new OrderModel();
        private final List<Long> ids = new ArrayList<>();
        private final Map<Long, Claimed> claimed = new HashMap<>();

        Run(Connection connection, TestWorker worker) {
            this.connection = connection;
            this.worker = worker;
        }

        void apply(Step step) throws SQLException {
            switch (step) {
                case Step.Submit submit -> submit(submit);
                case Step.Take take -> take(take.howMany());
                case Step.TakeChain chain -> takeChain(chain.slots(), chain.completed());
                case Step.Finish finish -> pick(model.running(), finish.which(), this::finish);
                case Step.FinishTogether finish ->
                    finish(model.running().stream().limit(finish.howMany()).toList());
                case Step.Cancel cancel -> pick(model.unfinished(), cancel.which(), this::cancel);
            }
        }

        private void submit(Step.Submit submit) {
            Set<String> shared = submit.shared()
                    .stream()
                    .filter(r -> !submit.exclusive().contains(r))
                    .collect(Collectors.toSet());
            model.submit(new Needs(submit.exclusive(), shared));
            ids.add(Tasks.submit(connection, TaskRequest.of("work")
                    .maxAttempts(2)
                    .exclusive(submit.exclusive().toArray(String[]::new))
                    .shared(submit.shared().toArray(String[]::new))));
        }

        private void take(int howMany) throws SQLException {
            List<Long> expected = model.ready().stream().limit(howMany).map(ids::get).toList();
            List<Claimed> taken = worker.take(howMany);
            assertThat(taken).extracting(Claimed::id).isEqualTo(expected);
            for (Claimed task : taken) {
                claimed.put(task.id(), task);
                model.start(ids.indexOf(task.id()));
            }
        }

        private void takeChain(int slots, int completed) throws SQLException {
            List<Integer> ready = model.ready();
            List<Claimed> taken = worker.takeMany(slots, 100);
            var before = new HashSet<Integer>();
            for (Claimed task : taken) {
                int index = ids.indexOf(task.id());
                assertThat(task.batch()).isEqualTo(before.size() >= slots);
                assertThat(task.chained()).isEqualTo(!ready.contains(index));
                assertThat(model.waitsOnlyFor(index, before)).as("task %s of %s", task.id(), taken).isTrue();
                before.add(index);
            }
            List<Claimed> ran = taken.subList(0, Math.min(completed, taken.size()));
            assertThat(worker.completeInTurn(ran)).hasSameSizeAs(ran);
            ran.forEach(task -> {
                model.start(ids.indexOf(task.id()));
                model.finish(ids.indexOf(task.id()));
            });
            List<Claimed> left = taken.subList(ran.size(), taken.size());
            worker.session().giveBack(left.stream().filter(Claimed::batch).map(Claimed::id).toList());
            left.stream().filter(task -> !task.batch()).forEach(task -> {
                claimed.put(task.id(), task);
                model.start(ids.indexOf(task.id()));
            });
        }

        private void finish(int task) throws SQLException {
            assertThat(worker.complete(claimed.get(ids.get(task)))).isPresent();
            model.finish(task);
        }

        private void finish(List<Integer> several) throws SQLException {
            List<Claimed> ended = several.stream().map(task -> claimed.get(ids.get(task))).toList();
            assertThat(worker.complete(ended)).hasSameSizeAs(ended);
            several.forEach(model::finish);
        }

        private void cancel(int task) throws SQLException {
            String state = Sql.value(connection, String.class, "SELECT holdfast.cancel(?)::text", ids.get(task));
            assertThat(state).isEqualTo(model.running().contains(task) ? "canceling" : "canceled");
            if (state.equals("canceled")) {
                model.finish(task);
            }
        }

        void drain() throws SQLException {
            while (!model.unfinished().isEmpty()) {
                take(100);
                finish(model.running());
            }
            assertThat(worker.take(1)).isEmpty();
        }

        private static void pick(List<Integer> from, int which, Action action) throws SQLException {
            if (!from.isEmpty()) {
                action.on(from.get(which % from.size()));
            }
        }

        private interface Action {
            void on(int task) throws SQLException;
        }
    }
}
