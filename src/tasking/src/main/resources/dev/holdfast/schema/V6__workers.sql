-- Workers: a row, and a lock on that row's id for as long as the worker's lock session lives. The freed lock is the
-- proof of death; times are shown to people and decide nothing.

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
    PERFORM holdfast.show_activity(worker);
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
    former integer;
    task   record;
    kept   bigint[] := '{}';
BEGIN
    SELECT w.backend_pid INTO former FROM holdfast.workers AS w WHERE w.id = worker AND w.state IN ('online', 'draining');
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM pg_terminate_backend(l.pid)
    FROM pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.pid = former AND l.pid <> pg_backend_pid()
      AND l.classid::bigint = holdfast.worker_space() AND l.objid::bigint = worker
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());
    PERFORM pg_advisory_lock(holdfast.worker_space(), worker);

    UPDATE holdfast.workers AS w
    SET backend_pid = pg_backend_pid(), last_seen = clock_timestamp()
    WHERE w.id = worker AND w.state IN ('online', 'draining');
    IF NOT FOUND THEN
        PERFORM pg_advisory_unlock(holdfast.worker_space(), worker);
        RETURN NULL;
    END IF;
    FOR task IN
        SELECT t.id, t.exclusive_ids, t.shared_ids
        FROM holdfast.tasks AS t
        WHERE t.worker_id = worker AND t.state IN ('running', 'canceling')
        ORDER BY t.id
        FOR NO KEY UPDATE
    LOOP
        IF task.id <> ALL (running) THEN
            PERFORM holdfast.requeue(task.id, NULL, NULL);
            UPDATE holdfast.tasks AS t SET attempt = t.attempt - 1 WHERE t.id = task.id;
        ELSIF holdfast.take_locks(task.id, task.exclusive_ids, task.shared_ids) THEN
            kept := kept || task.id;
        END IF;
    END LOOP;
    PERFORM holdfast.show_activity(worker);
    RETURN kept;
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

-- Settles what a dead worker left behind. Returns how many tasks it settled; -1 when the worker is alive after all,
-- -2 when the server itself started so short a time ago that owners may still be taking their locks back.
CREATE FUNCTION holdfast.reap(dead integer, grace interval DEFAULT '5 seconds') RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    label   text;
    task    record;
    touched integer[];
    settled integer := 0;
BEGIN
    IF clock_timestamp() < pg_postmaster_start_time() + grace THEN
        RETURN -2;
    ELSIF NOT pg_try_advisory_xact_lock(holdfast.worker_space(), dead) THEN
        RETURN -1;
    END IF;
    SELECT format('%s (process %s on %s)', w.name, w.pid, w.host) INTO label FROM holdfast.workers AS w WHERE w.id = dead;

    touched := ARRAY(SELECT DISTINCT r
                     FROM holdfast.tasks AS t CROSS JOIN LATERAL unnest(t.exclusive_ids || t.shared_ids) AS r
                     WHERE t.worker_id = dead AND t.state IN ('running', 'canceling')
                     ORDER BY r);
    PERFORM holdfast.lock_resources(touched);
    FOR task IN
        SELECT t.id, t.state, t.attempt, t.max_attempts
        FROM holdfast.tasks AS t
        WHERE t.worker_id = dead AND t.state IN ('running', 'canceling')
        ORDER BY t.id
        FOR NO KEY UPDATE
    LOOP
        settled := settled + 1;
        IF task.state = 'canceling' THEN
            PERFORM holdfast.settle(task.id, 'canceled', NULL, 'Canceled', format('canceled; it ended with its worker %s', label), NULL);
        ELSIF task.attempt < task.max_attempts THEN
            PERFORM holdfast.requeue(task.id, 'WorkerLost', format('attempt %s was lost with its worker %s', task.attempt, label));
        ELSE
            PERFORM holdfast.settle(task.id, 'failed', NULL, 'WorkerLost', format('its worker %s went missing', label), NULL);
        END IF;
    END LOOP;
    DELETE FROM holdfast.idle WHERE worker_id = dead;
    UPDATE holdfast.workers AS w
    SET state = 'lost', ended_at = clock_timestamp()
    WHERE w.id = dead AND w.state IN ('online', 'draining');
    RETURN settled;
END $$;

-- The slow safety net, once in a while by each worker: looks again at parked tasks whose locks are free now, and
-- returns the workers whose lock nobody holds.
CREATE FUNCTION holdfast.sweep() RETURNS SETOF integer
LANGUAGE plpgsql AS $$
DECLARE
    free record;
BEGIN
    FOR free IN
        WITH unparked AS (
            UPDATE holdfast.tasks AS t
            SET parked = false
            WHERE t.id IN (SELECT p.id FROM holdfast.tasks AS p
                           WHERE p.state = 'waiting' AND p.parked AND NOT EXISTS (SELECT FROM holdfast.obstacles(p.id))
                           FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING t.handler
        )
        SELECT handler, count(*)::integer AS n FROM unparked GROUP BY handler
    LOOP
        PERFORM holdfast.wake(free.handler, free.n);
    END LOOP;
    RETURN QUERY
        SELECT w.id
        FROM holdfast.workers AS w
        WHERE w.state IN ('online', 'draining')
          AND NOT EXISTS (SELECT FROM pg_locks AS l
                          WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted
                            AND l.classid::bigint = holdfast.worker_space() AND l.objid::bigint = w.id
                            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()));
END $$;
