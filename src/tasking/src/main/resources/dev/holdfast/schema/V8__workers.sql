-- Workers: a row, and a lock on that row's id for as long as the worker's lock session lives. The freed lock is the
-- proof of death; times are shown to people and decide nothing.

-- The advisory locks of this database that have two keys: those of workers, mailboxes, resources and the switch all do.
CREATE VIEW holdfast.advisory_locks AS
SELECT l.classid::bigint          AS space,
       l.objid::bigint            AS key,
       l.pid                      AS session,
       l.mode = 'ExclusiveLock'   AS exclusive,
       l.granted                  AS granted
FROM pg_locks AS l
WHERE l.locktype = 'advisory' AND l.objsubid = 2
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());

-- The workers on whose lock a session has its hand, each with that session: its own, or a watcher's for a moment.
CREATE VIEW holdfast.living_workers AS
SELECT l.key AS worker_id, l.session
FROM holdfast.advisory_locks AS l
WHERE l.space = holdfast.worker_space() AND l.granted;

-- Registers this session as a worker's lock session and returns the worker's id, new for each start of a process.
CREATE FUNCTION holdfast.register(
    name text, host text, pid bigint, version text, slots integer, handlers text[]
) RETURNS integer
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    worker integer;
BEGIN
    INSERT INTO holdfast.workers (name, host, pid, version, slots, handlers, backend_pid)
    VALUES (name, host, pid, version, slots, handlers, pg_backend_pid())
    RETURNING workers.id INTO worker;
    PERFORM pg_advisory_lock(holdfast.worker_space(), worker);
    PERFORM holdfast.show_activity(name);
    -- The worker before it in the ring is to watch this one now.
    PERFORM pg_notify('holdfast_' || w.id, 'watch')
    FROM holdfast.workers AS w
    WHERE w.state IN ('online', 'draining') AND w.id < worker
    ORDER BY w.id DESC LIMIT 1;
    RETURN worker;
END $$;

-- Takes a worker's locks back on a new session. Returns those of its running tasks that are still its own, or NULL when
-- others have given it up for lost meanwhile. Its former session, should the server not have noticed its end, is ended.
-- A task that the worker knows nothing of is one whose claim it never heard of: that goes back as if never claimed.
CREATE FUNCTION holdfast.resume(worker integer, running bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    former  integer;
    managed boolean;
    task    record;
    kept    bigint[] := '{}';
BEGIN
    SELECT w.backend_pid, w.type = 'manager' INTO former, managed FROM holdfast.workers AS w WHERE w.id = worker AND w.state IN ('online', 'draining');
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM pg_terminate_backend(l.session)
    FROM holdfast.living_workers AS l
    WHERE l.worker_id = worker AND l.session = former AND l.session <> pg_backend_pid();
    PERFORM pg_advisory_lock(holdfast.worker_space(), worker);

    UPDATE holdfast.workers AS w
    SET backend_pid = pg_backend_pid(), last_seen = clock_timestamp()
    WHERE w.id = worker AND w.state IN ('online', 'draining');
    IF NOT FOUND THEN
        PERFORM pg_advisory_unlock(holdfast.worker_space(), worker);
        RETURN NULL;
    END IF;
    PERFORM holdfast.lock_resources(holdfast.train_resources(worker) || holdfast.needs_of(ARRAY(
        SELECT r.task_id FROM holdfast.running AS r WHERE r.worker_id = worker AND r.task_id <> ALL (running))));
    PERFORM holdfast.part_train(worker, locked => false);
    FOR task IN
        SELECT u.id, u.exclusive_ids, u.shared_ids, u.attempt, r.canceling, r.batch,
               r.batch AND u.position IS NULL OR managed AS lockless, r
        FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
        WHERE r.worker_id = worker
        ORDER BY u.id
        FOR UPDATE OF r
    LOOP
        IF task.id <> ALL (running) THEN
            DELETE FROM holdfast.running WHERE task_id = task.id;
            IF task.canceling THEN
                PERFORM holdfast.settle_one(task.r, 'canceled', 'Canceled', 'canceled before it started');
            ELSE
                PERFORM holdfast.requeue(ARRAY[task.id], ARRAY[task.attempt], ARRAY[NULL], ARRAY[NULL]);
            END IF;
        ELSIF task.lockless
              OR holdfast.take_locks(task.id, NOT task.batch, task.exclusive_ids, task.shared_ids) THEN
            kept := kept || task.id;
        END IF;
    END LOOP;
    PERFORM holdfast.show_activity((SELECT w.name FROM holdfast.workers AS w WHERE w.id = worker), kept);
    RETURN kept;
END $$;

-- Lets a worker finish its tasks and end, wherever it runs. False when no worker with that id takes tasks. Whoever can
-- connect can send the message, so the worker looks at its row.
CREATE FUNCTION holdfast.drain(worker integer) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE holdfast.workers SET state = 'draining' WHERE id = worker AND state = 'online';
    IF FOUND THEN
        PERFORM pg_notify('holdfast_' || worker, 'drain');
        PERFORM holdfast.note('drain', (SELECT format('worker %s (%s)', w.id, w.name) FROM holdfast.workers AS w WHERE w.id = worker),
                              'told');
        RETURN true;
    END IF;
    RETURN false;
END $$;

-- The worker to watch: the next one alive in the ring of ids. NULL when there is none but this one.
CREATE FUNCTION holdfast.to_watch(worker integer) RETURNS integer
LANGUAGE sql STABLE AS $$
    SELECT w.id
    FROM holdfast.workers AS w
    WHERE w.state IN ('online', 'draining') AND w.id <> worker
    ORDER BY w.id < worker, w.id
    LIMIT 1
$$;

-- Waits until a worker's lock is free, and no longer than the patience. A statement that waits for a lock holds a snapshot,
-- and no snapshot may last: vacuum would remove nothing that ended since, in the whole database. Also says how many
-- tasks have been claimed so far, as the statistics have it.
CREATE FUNCTION holdfast.await_end(worker integer, patience_ms integer, OUT ended boolean, OUT claims bigint)
LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        PERFORM set_config('lock_timeout', patience_ms::text, true);
        PERFORM pg_advisory_xact_lock_shared(holdfast.worker_space(), worker);
        ended := true;
    EXCEPTION WHEN lock_not_available THEN
        ended := false;
    END;
    claims := pg_stat_get_tuples_deleted('holdfast.ready'::regclass);
END $$;

-- When the server last became ready: also after the crash of one of its processes, which ends all sessions but not the
-- postmaster. Roles that may not see the server's own processes are told the start of the postmaster.
CREATE FUNCTION holdfast.server_ready_at() RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT greatest(pg_postmaster_start_time(), max(backend_start))
    FROM pg_stat_activity
    WHERE backend_type = 'walwriter'
$$;

-- Whether a worker without its lock still listens: then it lives, and is about to take its lock back.
CREATE FUNCTION holdfast.is_reconnecting(worker integer) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT COALESCE(bool_or(l.space = holdfast.mailbox_space()) AND NOT bool_or(l.space = holdfast.worker_space()), false)
    FROM holdfast.advisory_locks AS l
    WHERE l.key = worker AND l.granted
$$;

-- Settles what a dead worker left behind. Returns how many tasks it settled; -1 when the worker is alive after all,
-- -2 when the server itself started so short a time ago that owners may still be taking their locks back.
CREATE FUNCTION holdfast.reap(dead integer, grace interval DEFAULT '5 seconds') RETURNS integer
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    label   text;
    task    record;
    settled integer := 0;
BEGIN
    IF clock_timestamp() < holdfast.server_ready_at() + grace THEN
        RETURN -2;
    ELSIF NOT pg_try_advisory_xact_lock(holdfast.worker_space(), dead) THEN
        RETURN -1;
    END IF;
    SELECT format('%s (process %s on %s)', w.name, w.pid, w.host) INTO label FROM holdfast.workers AS w WHERE w.id = dead;

    PERFORM holdfast.lock_resources(holdfast.train_resources(dead)
                                    || holdfast.needs_of(ARRAY(SELECT r.task_id FROM holdfast.running AS r WHERE r.worker_id = dead)));
    PERFORM holdfast.part_train(dead, locked => false);
    -- What the manager had given it is settled by the rules of that worker type.
    FOR task IN
        SELECT r, r.task_id AS id, r.canceling, r.batch, r.attempt, u.max_attempts
        FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
        WHERE r.worker_id = dead AND (SELECT w.type FROM holdfast.workers AS w WHERE w.id = dead) = 'advisory'
        ORDER BY r.task_id
        FOR UPDATE OF r
    LOOP
        settled := settled + 1;
        DELETE FROM holdfast.running WHERE task_id = task.id;
        IF task.canceling THEN
            PERFORM holdfast.settle_one(task.r, 'canceled', 'Canceled', format('canceled; it ended with its worker %s', label));
        ELSIF task.batch THEN
            -- Who of a batch had started is not known. It costs them no attempt; but should one of them be what killed the
            -- worker, it is alone the next time.
            PERFORM holdfast.requeue(ARRAY[task.id], ARRAY[task.attempt - 1], ARRAY['WorkerLost'],
                                     ARRAY[format('claimed in a batch of the lost worker %s', label)], one_by_one => true);
        ELSIF task.attempt < task.max_attempts THEN
            PERFORM holdfast.requeue(ARRAY[task.id], ARRAY[task.attempt], ARRAY['WorkerLost'],
                                     ARRAY[format('attempt %s was lost with its worker %s', task.attempt, label)]);
        ELSE
            PERFORM holdfast.settle_one(task.r, 'failed', 'WorkerLost', format('its worker %s went missing', label));
        END IF;
    END LOOP;
    PERFORM holdfast.strike_off(dead);
    DELETE FROM holdfast.clock WHERE worker_id = dead;
    UPDATE holdfast.workers AS w
    SET state = 'lost', ended_at = clock_timestamp()
    WHERE w.id = dead AND w.state IN ('online', 'draining');
    RETURN settled;
END $$;

-- Looks again at parked tasks whose locks are free now. Keys whose time is over go as well.
CREATE FUNCTION holdfast.unpark() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    free bigint[];
BEGIN
    WITH unparked AS (
        DELETE FROM holdfast.parked
        WHERE task_id IN (SELECT p.task_id FROM holdfast.parked AS p
                          WHERE NOT EXISTS (SELECT FROM holdfast.obstacles(p.task_id))
                          FOR UPDATE SKIP LOCKED)
        RETURNING task_id
    )
    SELECT array_agg(task_id) INTO free FROM unparked;
    IF free IS NOT NULL THEN
        PERFORM holdfast.make_ready(free);
    END IF;
    DELETE FROM holdfast.unique_keys
    WHERE key IN (SELECT key FROM holdfast.unique_keys WHERE ended AND until < clock_timestamp() FOR UPDATE SKIP LOCKED);
END $$;

-- The slow safety net, once in a while by each worker, and its sign of life for people to see. Returns the workers whose
-- lock nobody holds; whether a turn of this one would find something: a task for its handlers, tasks that nobody
-- has admitted, or a time that nobody watches; and whether it is on the list of the idle.
CREATE FUNCTION holdfast.sweep(worker integer, served text[], OUT unlocked integer[], OUT work boolean, OUT listed boolean)
LANGUAGE plpgsql AS $$
DECLARE
    next CONSTANT timestamptz := holdfast.next_time();
BEGIN
    UPDATE holdfast.workers SET last_seen = clock_timestamp() WHERE id = worker AND state IN ('online', 'draining');
    PERFORM holdfast.unpark();
    unlocked := ARRAY(
        SELECT w.id
        FROM holdfast.workers AS w
        WHERE w.state IN ('online', 'draining')
          AND NOT EXISTS (SELECT FROM holdfast.living_workers AS l WHERE l.worker_id = w.id));
    work := EXISTS (SELECT FROM holdfast.ready WHERE handler = ANY (served))
        OR EXISTS (SELECT FROM holdfast.submitted)
        OR EXISTS (SELECT FROM holdfast.following)
        OR next IS NOT NULL AND NOT EXISTS (
               SELECT FROM holdfast.clock AS c
               WHERE c.wakes_at <= next AND c.wakes_at > clock_timestamp() - interval '1 second');
    listed := EXISTS (SELECT FROM holdfast.idle WHERE worker_id = worker);
END $$;

-- Adds two tasks of nobody's, one behind the other, for a worker to run through claim and finish and take all of it back. A
-- session plans each statement at its first use, which takes ten times as long as to run it: a worker that has nothing to do
-- has that behind it when its first task comes. No user can name such a handler or resource, so nothing but its own is claimed;
-- no user's task has an id below zero, and none with such an id is ever committed. False where others' tasks are to be
-- admitted: these are rehearsal enough.
CREATE FUNCTION holdfast.begin_rehearsal(worker integer) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    added bigint[];
BEGIN
    IF EXISTS (SELECT FROM holdfast.submitted) THEN
        RETURN false;
    END IF;
    WITH tasks AS (
        INSERT INTO holdfast.unfinished (id, name, handler, exclusive)
        SELECT -2 * worker::bigint - n, '', '', ARRAY[' ' || worker] FROM generate_series(0, 1) AS n
        RETURNING id
    ), now_submitted AS (
        INSERT INTO holdfast.submitted SELECT id FROM tasks
    )
    SELECT array_agg(id) INTO added FROM tasks;
    PERFORM holdfast.admit(only_these => added);
    RETURN true;
END $$;
