package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.workers.Admission;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.TestWorker;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest extends TwoWorkersTest {
    private static final String PAGES = """
            SELECT pg_stat_get_xact_blocks_fetched('holdfast.places'::regclass)
                   + pg_stat_get_xact_blocks_fetched('holdfast.places_pkey'::regclass)
                   + pg_stat_get_xact_blocks_fetched('holdfast.places_exclusive'::regclass)
            """;

    @Test
    void itLooksAtItsOwnLinesHoweverManyWait() throws SQLException {
        // As a server that has been quiet for a while has it.
        database.run("VACUUM ANALYZE holdfast.places");
        exclusive("first");
        worker.admit();
        tasks.submitAll(IntStream.range(0, 3000).mapToObj(i -> TaskRequest.of("work").exclusive("r/" + i)).toList());
        worker.admit();

        exclusive("first", "new");
        assertThat(pagesOfAdmission()).isBetween(1L, 60L);
    }

    @Test
    void itLooksAtTheEndOfALineHoweverLongThatIs() throws SQLException {
        database.run("VACUUM ANALYZE holdfast.places");
        tasks.submitAll(Collections.nCopies(3000, TaskRequest.of("work").shared("read")));
        tasks.submitAll(Collections.nCopies(3000, TaskRequest.of("work").exclusive("written")));
        worker.admit();

        tasks.submitAll(Collections.nCopies(20, TaskRequest.of("work").shared("read")));
        exclusive("read", "written");
        assertThat(pagesOfAdmission()).isBetween(1L, 300L);
    }

    private long pagesOfAdmission() throws SQLException {
        autoCommit(worker, false);
        long before = pages();
        worker.session().admitSome();
        long fetched = pages() - before;
        autoCommit(worker, true);
        return fetched;
    }

    private long pages() throws SQLException {
        return worker.session().call(connection -> Sql.value(connection, Long.class, PAGES));
    }

    @Test
    void nobodyOvertakesATaskWhoseCancelIsTakenBack() throws SQLException {
        long first = exclusive("a");
        long second = exclusive("a", "b");
        long third = shared("b");
        long free = exclusive("c");
        try (var person = database.open()) {
            person.setAutoCommit(false);
            Sql.run(person, "SELECT holdfast.cancel(?)", first);
            assertThat(worker.takeIds(5)).containsExactly(free);
            assertThat(other.session().admitSome()).isEqualTo(Admission.LATER);
            person.rollback();
        }
        for (long next : List.of(first, second, third)) {
            List<Claimed> taken = worker.take(5);
            assertThat(taken).extracting(Claimed::id).containsExactly(next);
            worker.complete(taken);
        }
    }

    /** Workers look again and again while somebody thinks about a cancel: what they write each time would be garbage. */
    @Test
    void whatItMustLeaveIsNotWrittenAnew() throws SQLException {
        long first = exclusive("a");
        IntStream.range(0, 20).forEach(i -> exclusive("a"));
        String rows = submittedRows();
        try (var person = database.open()) {
            person.setAutoCommit(false);
            Sql.run(person, "SELECT holdfast.cancel(?)", first);
            assertThat(worker.session().admitSome()).isEqualTo(Admission.LATER);
            assertThat(other.session().admitSome()).isEqualTo(Admission.LATER);
            person.rollback();
        }
        assertThat(submittedRows()).isEqualTo(rows);
    }

    private String submittedRows() {
        return Sql.call(database.source(), connection -> Objects.requireNonNull(Sql.value(connection, String.class,
                "SELECT string_agg(ctid::text, ' ' ORDER BY task_id) FROM holdfast.submitted")));
    }

    @Test
    void aTaskIsReadyWhenTheOneBeforeItEndedWhileItGotItsPlace() throws Exception {
        exclusive("a", "b");
        shared("b");
        Claimed first = worker.take(1).getFirst();
        long next = exclusive("a");
        long reader = shared("b");

        autoCommit(worker, false);
        worker.complete(first);
        Future<Admission> admitted = blocked(() -> other.session().admitSome());
        autoCommit(worker, true);

        assertThat(admitted.get()).isEqualTo(Admission.MORE);
        assertThat(other.takeIds(5)).contains(next, reader).hasSize(3);
    }

    @Test
    void aTaskIsReadyWhenTheOneBeforeItEndsRightAfterItGotItsPlace() throws Exception {
        exclusive("a");
        Claimed first = worker.take(1).getFirst();
        long next = exclusive("a");

        autoCommit(other, false);
        other.session().admitSome();
        Future<?> finished = blocked(() -> worker.complete(first));
        autoCommit(other, true);

        finished.get();
        assertThat(other.takeIds(5)).containsExactly(next);
    }

    /** Starts this, and returns when it waits for a lock. */
    private <T> Future<T> blocked(Callable<T> step) {
        var future = new FutureTask<>(step);
        Thread.ofVirtual().start(future);
        awaitBlocked();
        return future;
    }

    /** Begins a transaction on a worker's session, or commits it. */
    private static void autoCommit(TestWorker worker, boolean on) throws SQLException {
        worker.session().call(connection -> {
            connection.setAutoCommit(on);
            return null;
        });
    }
}
