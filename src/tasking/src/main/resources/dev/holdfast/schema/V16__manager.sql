-- The old worker type: one resource manager at a time takes tasks in order, reserves what they need for one worker, and puts
-- them on that worker's list in Redis. Deprecated: all of it can go with this file and the package dev.holdfast.manager.
-- Tasks, their places in line and their states are those of the other type; only how they get to a worker differs.

-- Tasks that were put into Redis: on the manager's list, and once they have a worker on that one's.
CREATE TABLE holdfast.manager_line (
    task_id   bigint  PRIMARY KEY,
    worker_id integer
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- A name reserved for a worker, and for which tasks. Who of two inserts the same name waits for the other.
CREATE TABLE holdfast.reservations (
    resource  text COLLATE "C" PRIMARY KEY,
    worker_id integer          NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX reservations_of ON holdfast.reservations (worker_id);

CREATE TABLE holdfast.task_reservations (
    task_id  bigint           NOT NULL,
    resource text COLLATE "C" NOT NULL REFERENCES holdfast.reservations,
    PRIMARY KEY (task_id, resource)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX task_reservations_by_resource ON holdfast.task_reservations (resource);

-- Workers of this type. One that has not been heard of for its time to live is missing.
CREATE TABLE holdfast.manager_workers (
    worker_id integer     PRIMARY KEY,
    beat_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ttl       interval    NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION holdfast.forget_assignments() RETURNS void
LANGUAGE sql AS $$
    DELETE FROM holdfast.task_reservations;
    DELETE FROM holdfast.reservations;
    DELETE FROM holdfast.manager_line;
    DELETE FROM holdfast.manager_workers;
$$;

-- Notes that these are put on the manager's list, and returns those that were not on it, in their order.
CREATE FUNCTION holdfast.note_lined(tasks bigint[]) RETURNS bigint[]
LANGUAGE sql AS $$
    WITH lined AS (
        INSERT INTO holdfast.manager_line (task_id) SELECT unnest(tasks)
        ON CONFLICT (task_id) DO NOTHING
        RETURNING task_id
    )
    SELECT COALESCE(array_agg(l.task_id ORDER BY u.position, l.task_id), '{}')
    FROM lined AS l JOIN holdfast.unfinished AS u ON u.id = l.task_id
$$;

-- This type lines tasks up one by one.
CREATE FUNCTION holdfast.open_bundles() RETURNS void
LANGUAGE sql AS $$
    SELECT count(holdfast.open_bundle(b.handler, b.priority, b.task_id))
    FROM (SELECT handler, priority, task_id FROM holdfast.ready WHERE further > 0 ORDER BY task_id) AS b
$$;

-- Admits what was submitted and notes what is to be put on the manager's list, in its order. The caller does that before its
-- commit, for after it nobody would. One at a time; NULL when there was nothing, or while another is at it. Who was at it looks
-- again after the commit, so nothing is left between two chairs.
CREATE FUNCTION holdfast.line_up(max_tasks integer) RETURNS bigint[]
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    batch bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM holdfast.submitted)
       AND NOT EXISTS (SELECT FROM holdfast.ready AS q
                       WHERE NOT EXISTS (SELECT FROM holdfast.manager_line AS m WHERE m.task_id = q.task_id))
       OR NOT holdfast.may_start('manager')
       OR NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN NULL;
    END IF;
    PERFORM holdfast.open_bundles();
    batch := ARRAY(SELECT task_id FROM holdfast.submitted ORDER BY task_id LIMIT max_tasks);
    -- None that came since: it would have its place, and be put on the list when it is its turn, behind others.
    PERFORM holdfast.admit(max_tasks, true, only_these => batch);
    RETURN holdfast.note_lined(ARRAY(
        SELECT u.id
        FROM holdfast.unfinished AS u
        WHERE u.id IN (SELECT unnest(batch)
                       UNION
                       SELECT q.task_id FROM holdfast.ready AS q
                       WHERE NOT EXISTS (SELECT FROM holdfast.manager_line AS m WHERE m.task_id = q.task_id))
          AND (u.position IS NOT NULL OR u.ahead = 0)
          AND NOT EXISTS (SELECT FROM holdfast.submitted AS s WHERE s.task_id = u.id)));
END $$;

-- After a switch: what has waited in line since before it.
CREATE FUNCTION holdfast.line_up_waiting() RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    waiting bigint[];
BEGIN
    IF NOT holdfast.may_start('manager') THEN
        RETURN '{}';
    END IF;
    PERFORM pg_advisory_xact_lock(holdfast.admission_space(), 0);
    PERFORM holdfast.open_bundles();
    WITH unparked AS (
        DELETE FROM holdfast.parked RETURNING task_id
    )
    SELECT array_agg(task_id) INTO waiting FROM unparked;
    PERFORM holdfast.make_ready(waiting) WHERE waiting IS NOT NULL;
    RETURN holdfast.note_lined(ARRAY(
        SELECT u.id
        FROM holdfast.unfinished AS u
        WHERE (u.position IS NOT NULL OR u.ahead = 0)
          AND NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = u.id)
          AND NOT EXISTS (SELECT FROM holdfast.scheduled AS s WHERE s.task_id = u.id)
          AND NOT EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = u.id)));
END $$;

-- Gives a task's names back; those that no other task has go.
CREATE FUNCTION holdfast.release_reservations(task bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    names text[];
BEGIN
    names := ARRAY(SELECT resource FROM holdfast.task_reservations WHERE task_id = task);
    -- In one order, and locked before it is seen whether another task has them.
    PERFORM FROM holdfast.reservations WHERE resource = ANY (names) ORDER BY resource FOR UPDATE;
    DELETE FROM holdfast.task_reservations WHERE task_id = task;
    DELETE FROM holdfast.reservations AS r
    WHERE r.resource = ANY (names) AND NOT EXISTS (SELECT FROM holdfast.task_reservations AS t WHERE t.resource = r.resource);
END $$;

-- The manager's step for the task at the head of its list. Returns the worker that gets it; 0 when the task has gone, or has a
-- worker; -1 when it is to wait, and all others behind it. Shared needs are reserved like exclusive ones.
CREATE FUNCTION holdfast.assign(task bigint) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    lined  record;
    wanted record;
    names  text[];
    owners integer[];
    chosen integer;
BEGIN
    IF NOT holdfast.may_start('manager') THEN
        RETURN -1;
    END IF;
    SELECT * INTO lined FROM holdfast.manager_line WHERE task_id = task FOR UPDATE;
    IF NOT FOUND THEN
        -- Whoever lines up puts on the list what it has not yet committed.
        PERFORM pg_advisory_xact_lock(holdfast.admission_space(), 0);
        SELECT * INTO lined FROM holdfast.manager_line WHERE task_id = task FOR UPDATE;
        IF NOT FOUND THEN
            RETURN 0;
        END IF;
    END IF;
    SELECT u.handler, u.exclusive || u.shared AS names INTO wanted FROM holdfast.unfinished AS u WHERE u.id = task;
    IF NOT FOUND THEN
        DELETE FROM holdfast.manager_line WHERE task_id = task;
        PERFORM holdfast.release_reservations(task);
        RETURN 0;
    ELSIF lined.worker_id IS NOT NULL THEN
        RETURN 0;
    END IF;
    names := ARRAY(SELECT DISTINCT n FROM unnest(wanted.names) AS n ORDER BY n);
    owners := ARRAY(SELECT DISTINCT r.worker_id
                    FROM (SELECT * FROM holdfast.reservations WHERE resource = ANY (names) ORDER BY resource FOR UPDATE) AS r);
    IF cardinality(owners) > 1 THEN
        RETURN -1;
    END IF;
    SELECT m.worker_id INTO chosen
    FROM holdfast.manager_workers AS m JOIN holdfast.workers AS w ON w.id = m.worker_id
    WHERE m.beat_at >= clock_timestamp() - m.ttl AND wanted.handler = ANY (w.handlers) AND w.state = 'online'
      AND CASE WHEN owners = '{}' THEN NOT EXISTS (SELECT FROM holdfast.reservations AS r WHERE r.worker_id = m.worker_id)
               ELSE m.worker_id = owners[1] END
    ORDER BY random() LIMIT 1
    FOR UPDATE OF m;
    IF NOT FOUND THEN
        RETURN -1;
    END IF;
    INSERT INTO holdfast.reservations (resource, worker_id)
    SELECT n, chosen FROM unnest(names) AS n
    ON CONFLICT (resource) DO NOTHING;
    INSERT INTO holdfast.task_reservations (task_id, resource)
    SELECT task, n FROM unnest(names) AS n
    ON CONFLICT DO NOTHING;
    UPDATE holdfast.manager_line SET worker_id = chosen WHERE task_id = task;
    RETURN chosen;
END $$;

-- A worker's step for the task at the head of its own list. "said": started; gone, when the task is not or no longer this
-- worker's; later, when one before it is to try again, or intake is stopped: it goes back on the list.
CREATE FUNCTION holdfast.start_assigned(worker integer, worker_name text, task bigint)
RETURNS TABLE (said text, name text, handler text, attempt integer, max_attempts integer, payload text,
               time_limit double precision, unique_key text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    it    holdfast.unfinished;
    since timestamptz;
BEGIN
    IF NOT holdfast.may_start('manager') THEN
        said := 'later';
        RETURN NEXT;
        RETURN;
    END IF;
    PERFORM FROM holdfast.manager_line AS m WHERE m.task_id = task AND m.worker_id = worker FOR UPDATE;
    IF FOUND THEN
        SELECT * INTO it FROM holdfast.unfinished AS u WHERE u.id = task;
    END IF;
    IF it.id IS NULL THEN
        DELETE FROM holdfast.manager_line AS m WHERE m.task_id = task AND m.worker_id = worker;
        IF FOUND THEN
            PERFORM holdfast.release_reservations(task);
        END IF;
        said := 'gone';
        RETURN NEXT;
        RETURN;
    END IF;
    -- Its bundle may have come between two looks of who lines up.
    since := holdfast.take_ready(task, it.handler, it.priority);
    IF since IS NULL THEN
        said := 'later';
        RETURN NEXT;
        RETURN;
    END IF;
    DELETE FROM holdfast.manager_line AS m WHERE m.task_id = task;
    PERFORM holdfast.strike_off(worker);
    -- Its worker's lock stands for it, as for a task of a batch: this type holds no locks for tasks and resources.
    INSERT INTO holdfast.running (task_id, worker_id, attempt, ready_at, started_at, batch)
    VALUES (task, worker, it.attempt + 1, since, clock_timestamp(), true);
    PERFORM holdfast.show_activity(worker_name, ARRAY[task]);
    RETURN QUERY SELECT 'started', it.name, it.handler, it.attempt + 1, it.max_attempts, it.payload::text,
                        extract(epoch FROM it.time_limit)::double precision, it.unique_key;
END $$;

-- Ends an attempt, its names released first. Returns the state that the task is in then; NULL when it is no longer this worker's.
CREATE FUNCTION holdfast.finish_assigned(
    worker integer, worker_name text, task bigint, try integer, outcome holdfast.task_state, result text, type text, message text,
    trace text
) RETURNS holdfast.task_state
LANGUAGE plpgsql AS $$
DECLARE
    ran   holdfast.running;
    again boolean;
BEGIN
    PERFORM holdfast.lock_resources(holdfast.needs_of(ARRAY[task]));
    DELETE FROM holdfast.running AS r WHERE r.task_id = task AND r.worker_id = worker AND r.attempt = try RETURNING * INTO ran;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM holdfast.release_reservations(task);
    PERFORM holdfast.show_activity(worker_name);
    again := outcome = 'failed' AND NOT ran.canceling
             AND try < (SELECT u.max_attempts FROM holdfast.unfinished AS u WHERE u.id = task);
    IF again THEN
        -- It keeps its place in the order, and comes to the end of the manager's list.
        PERFORM holdfast.requeue(ARRAY[task], ARRAY[try], ARRAY[type], ARRAY[message], pause => true);
        RETURN 'waiting';
    END IF;
    PERFORM holdfast.settle(ARRAY[ran], ARRAY[task], ARRAY[outcome], ARRAY[result], ARRAY[type], ARRAY[message], ARRAY[trace]);
    RETURN outcome;
END $$;

-- Cancels all that a worker was given, running or waiting, and frees its names: it is missing, or it ends. "running_too" is false
-- where it ends in good order: then it still finishes what it runs, and beats until that is done.
CREATE FUNCTION holdfast.drop_worker(worker integer, reason text, running_too boolean) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    task bigint;
    ran  holdfast.running;
    n    integer := 0;
BEGIN
    DELETE FROM holdfast.manager_workers AS m WHERE m.worker_id = worker AND running_too;
    FOR task IN
        SELECT r.task_id FROM holdfast.running AS r WHERE r.worker_id = worker AND running_too ORDER BY 1
    LOOP
        PERFORM holdfast.lock_resources(holdfast.needs_of(ARRAY[task]));
        DELETE FROM holdfast.running AS r WHERE r.task_id = task AND r.worker_id = worker RETURNING * INTO ran;
        CONTINUE WHEN NOT FOUND;
        PERFORM holdfast.release_reservations(task);
        PERFORM holdfast.settle(ARRAY[ran], ARRAY[task], ARRAY['canceled'::holdfast.task_state], ARRAY[NULL], ARRAY['WorkerMissing'],
                                ARRAY[reason], ARRAY[NULL]);
        n := n + 1;
    END LOOP;
    FOR task IN
        DELETE FROM holdfast.manager_line AS m WHERE m.worker_id = worker RETURNING m.task_id
    LOOP
        PERFORM holdfast.release_reservations(task);
        PERFORM holdfast.stop(task, 'canceled', 'WorkerMissing', reason, false);
        n := n + 1;
    END LOOP;
    -- What a task left that was canceled while it waited.
    DELETE FROM holdfast.task_reservations AS t USING holdfast.reservations AS r
    WHERE r.resource = t.resource AND r.worker_id = worker
      AND NOT EXISTS (SELECT FROM holdfast.running AS u WHERE u.task_id = t.task_id);
    DELETE FROM holdfast.reservations AS r
    WHERE r.worker_id = worker AND NOT EXISTS (SELECT FROM holdfast.task_reservations AS t WHERE t.resource = r.resource);
    RETURN n;
END $$;

-- A sign of life, and a look for those that give none: what they were given is canceled. Returns whether this worker was itself
-- taken for missing meanwhile, whom it has found missing, and whether nobody is the manager.
CREATE FUNCTION holdfast.beat(worker integer, time_to_live interval, first boolean)
RETURNS TABLE (was_missing boolean, missing integer[], managerless boolean)
LANGUAGE plpgsql AS $$
DECLARE
    silent integer;
    found_missing integer[] := '{}';
    known  boolean;
BEGIN
    UPDATE holdfast.manager_workers AS m SET beat_at = clock_timestamp(), ttl = time_to_live WHERE m.worker_id = worker;
    known := FOUND;
    IF NOT known THEN
        INSERT INTO holdfast.manager_workers (worker_id, ttl) VALUES (worker, time_to_live);
    END IF;
    FOR silent IN
        SELECT m.worker_id FROM holdfast.manager_workers AS m
        WHERE m.beat_at < clock_timestamp() - m.ttl AND m.worker_id <> worker
        ORDER BY 1 FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM holdfast.drop_worker(silent, format('its worker %s was not heard of for %s',
                    (SELECT w.name FROM holdfast.workers AS w WHERE w.id = silent),
                    (SELECT m.ttl FROM holdfast.manager_workers AS m WHERE m.worker_id = silent)), true);
        found_missing := found_missing || silent;
    END LOOP;
    RETURN QUERY SELECT NOT known AND NOT first, found_missing, NOT EXISTS (
        SELECT FROM holdfast.advisory_locks AS l WHERE l.space = holdfast.switch_space() AND l.key = 2 AND l.granted);
END $$;

-- What is to be in Redis: on the manager's list (worker NULL) and on those of workers.
CREATE FUNCTION holdfast.lined() RETURNS TABLE (task_id bigint, worker_id integer)
LANGUAGE sql STABLE AS $$
    SELECT m.task_id, m.worker_id FROM holdfast.manager_line AS m ORDER BY m.task_id
$$;

-- A task whose entry is no longer in Redis is canceled; false when it has moved on since that was seen.
CREATE FUNCTION holdfast.cancel_vanished(task bigint, seen_with integer) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.manager_line AS m WHERE m.task_id = task AND m.worker_id IS NOT DISTINCT FROM seen_with;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM holdfast.release_reservations(task);
    PERFORM holdfast.stop(task, 'canceled', 'EntryVanished', 'its entry in Redis has vanished', false);
    RETURN true;
END $$;

-- What why says of this type: the manager gives tasks to workers in the order of its list, whatever stands before them elsewhere.
CREATE OR REPLACE FUNCTION holdfast.why_by_type(task bigint) RETURNS SETOF holdfast.clause
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
        SELECT 'manager', w.name::text,
               CASE WHEN w.id IS NOT NULL
                    THEN holdfast.say('is on the list of the worker %s, which takes it in its turn', w.name)
                    WHEN m.task_id IS NULL
                    THEN holdfast.say('no worker has put it on the list of the resource manager yet')
                    ELSE holdfast.say('waits in the resource manager''s line of length %s; while the first there finds no worker, all wait',
                                      (SELECT count(*) FROM (SELECT FROM holdfast.manager_line AS o
                                                             WHERE o.worker_id IS NULL LIMIT 1000) AS unassigned)::text) END,
               'SELECT * FROM holdfast.manager_line ORDER BY task_id'
        FROM holdfast.worker_type AS t
        LEFT JOIN holdfast.manager_line AS m ON m.task_id = task
        LEFT JOIN holdfast.workers AS w ON w.id = m.worker_id
        WHERE t.type = 'manager';
END $$;

SELECT holdfast.guard();
