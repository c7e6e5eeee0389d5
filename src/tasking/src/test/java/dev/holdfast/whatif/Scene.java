package dev.holdfast.whatif;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
import dev.holdfast.testing.Database;
import dev.holdfast.workers.Claimed;
import dev.holdfast.workers.Ended;
import dev.holdfast.workers.LockSession;
import dev.holdfast.workers.Outcome;
import dev.holdfast.workers.Wish;
import dev.holdfast.workers.WorkerInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A real database with two workers and a person who holds resources; everybody moves when told to. */
final class Scene implements AutoCloseable {
    final Database database = Database.withSchema();
    final Connection person;
    final Connection operator;
    /** The first has two slots for one handler, the second one slot for both. */
    final List<Crew> crew;

    Scene() throws SQLException {
        person = database.settings().open("Ann's psql");
        operator = database.settings().open("operator");
        crew = List.of(new Crew("w1", 2, List.of("work")), new Crew("w2", 1, List.of("work", "other")));
    }

    /** A worker, and what it runs. */
    final class Crew {
        final LockSession session;
        final int slots;
        final List<String> handlers;
        final Map<Long, Claimed> running = new TreeMap<>();

        Crew(String name, int slots, List<String> handlers) throws SQLException {
            this.session = LockSession.register(database.settings(),
                    new WorkerInfo(name, "test", 1, "test", slots, handlers));
            this.slots = slots;
            this.handlers = handlers;
        }

        /** Fills the free slots, and returns whom it started, in this order. */
        List<Long> fill() throws SQLException {
            var started = new ArrayList<Long>();
            List<Claimed> claimed;
            do {
                // A turn whose tasks are all held by the person claims nothing, and the next one others.
                int before = waitingReady();
                claimed = session.turn(List.of(), new Wish(handlers, slots - running.size(), 0, List.of())).claimed();
                claimed.forEach(task -> {
                    running.put(task.id(), task);
                    started.add(task.id());
                });
                if (running.size() == slots || claimed.isEmpty() && waitingReady() == before) {
                    return started;
                }
            } while (true);
        }

        void end(long id, Outcome outcome) throws SQLException {
            session.turn(List.of(new Ended(running.remove(id), outcome)), Wish.nothing(List.of()));
        }
    }

    int waitingReady() throws SQLException {
        return ids("SELECT task_id FROM holdfast.ready").size();
    }

    /** Everybody takes what there is, the given one first. */
    List<Long> fillAll(List<Crew> first) throws SQLException {
        var started = new ArrayList<Long>();
        for (Crew one : first) {
            started.addAll(one.fill());
        }
        for (Crew one : crew) {
            if (!first.contains(one)) {
                started.addAll(one.fill());
            }
        }
        return started;
    }

    long submit(TaskRequest request) {
        return Tasks.submit(operator, request);
    }

    Set<Long> ids(String sql) throws SQLException {
        return new TreeSet<>(Sql.list(operator, sql, row -> row.getLong(1)));
    }

    /** The resources that anybody holds. */
    Set<String> held() throws SQLException {
        return new TreeSet<>(
                Sql.list(operator, "SELECT resource FROM holdfast.locks WHERE kind = 'resource' AND granted",
                        row -> row.getString(1)));
    }

    /** Of each blocked task, how many places there are before its own. */
    Map<Long, Long> before() throws SQLException {
        Map<Long, Long> before = new TreeMap<>();
        Sql.list(operator, """
                SELECT u.id, (SELECT count(*) FROM holdfast.places AS mine JOIN holdfast.places AS p
                              ON p.resource_id = mine.resource_id AND p.position < mine.position
                              WHERE mine.task_id = u.id) AS n
                FROM holdfast.unfinished AS u WHERE u.ahead > 0
                """, row -> before.put(row.getLong("id"), row.getLong("n")));
        return before;
    }

    @Override
    public void close() throws SQLException {
        person.close();
        operator.close();
        crew.forEach(one -> one.session.close());
        database.close();
    }
}
