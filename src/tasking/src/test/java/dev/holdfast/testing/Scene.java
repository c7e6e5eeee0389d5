package dev.holdfast.testing;

import dev.holdfast.database.Sql;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.Tasks;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A real database with two workers and a person who holds resources; everybody moves when told to. */
public final class Scene implements AutoCloseable {
    private final Database database = Database.withSchema();
    public final Connection person;
    public final Connection operator;
    /** The number of the person's session. */
    public final int personSession;
    /** The first has two slots for one handler, the second one slot for both. */
    public final List<Crew> crew;
    private final Set<String> holds = new TreeSet<>();
    private boolean nothingReady;

    public Scene() throws SQLException {
        person = database.settings().open("Ann's psql");
        personSession = Objects.requireNonNull(Sql.value(person, Integer.class, "SELECT pg_backend_pid()"));
        operator = database.settings().open("operator");
        crew = List.of(new Crew("w1", 2, List.of("work")), new Crew("w2", 1, List.of("work", "other")));
    }

    /** A worker, and what it runs. */
    public final class Crew {
        public final LockSession session;
        final int slots;
        final List<String> handlers;
        public final Map<Long, Claimed> running = new TreeMap<>();

        Crew(String name, int slots, List<String> handlers) throws SQLException {
            this.session = LockSession.register(database.settings(),
                    new WorkerInfo(name, "test", 1, "test", slots, handlers));
            this.slots = slots;
            this.handlers = handlers;
        }

        /** Fills the free slots, and returns whom it started, in this order. */
        public List<Long> fill() throws SQLException {
            var started = new ArrayList<Long>();
            int left = 0;
            do {
                List<Claimed> claimed = session
                        .turn(List.of(), new Wish(handlers, slots - running.size(), 0, List.of()))
                        .claimed();
                claimed.forEach(task -> {
                    running.put(task.id(), task);
                    started.add(task.id());
                });
                if (claimed.isEmpty()) {
                    // A turn whose tasks are all held by the person claims nothing, and the next one others.
                    int ready = running.size() == slots ? 0 : waitingReady();
                    if (ready == 0 || ready == left) {
                        break;
                    }
                    left = ready;
                }
            } while (running.size() < slots);
            return started;
        }

        public void end(long id, Outcome outcome) throws SQLException {
            session.turn(List.of(new Ended(running.remove(id), outcome)), Wish.nothing(List.of()));
        }
    }

    private int waitingReady() throws SQLException {
        int ready = ids("SELECT task_id FROM holdfast.ready").size();
        nothingReady = ready == 0;
        return ready;
    }

    /** Everybody takes what there is, the given one first. */
    public List<Long> fillAll(List<Crew> first) throws SQLException {
        var started = new ArrayList<Long>();
        for (Crew one : first) {
            started.addAll(one.fill());
        }
        nothingReady = false;
        for (Crew one : crew) {
            if (!nothingReady && !first.contains(one)) {
                started.addAll(one.fill());
            }
        }
        return started;
    }

    public long submit(TaskRequest request) {
        return Tasks.submit(operator, request);
    }

    /** What the person holds. */
    public List<String> holds() {
        return List.copyOf(holds);
    }

    /** Not twice: how often a session holds a lock is not to be seen, by nobody. */
    public void hold(String resource) throws SQLException {
        if (!holds.contains(resource) && Boolean.TRUE
                .equals(Sql.value(person, Boolean.class, "SELECT holdfast.hold(?, false, false)", resource))) {
            holds.add(resource);
        }
    }

    public void release(String resource) throws SQLException {
        Sql.run(person, "SELECT holdfast.release(?)", resource);
        holds.remove(resource);
    }

    public Set<Long> ids(String sql) throws SQLException {
        return new TreeSet<>(Sql.list(operator, sql, row -> row.getLong(1)));
    }

    /** The resources that anybody holds. */
    public Set<String> held() throws SQLException {
        return new TreeSet<>(
                Sql.list(operator, "SELECT resource FROM holdfast.locks WHERE kind = 'resource' AND granted",
                        row -> row.getString(1)));
    }

    /** Of each blocked task, how many places there are before its own. */
    public Map<Long, Long> before() throws SQLException {
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
