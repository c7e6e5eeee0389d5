-- What becomes of tasks when their time comes, or when the tasks before them have ended.

-- The next moment at which something is to happen by itself.
CREATE FUNCTION holdfast.next_time() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN least((SELECT min(due_at) FROM holdfast.scheduled),
             (SELECT min(expires_at) FROM holdfast.unfinished WHERE expires_at IS NOT NULL));

-- One worker watches the time for all. Returns for how many seconds this one may wait until it calls holdfast.make_due;
-- NULL when nothing is to come, or another worker will be earlier. Where that one is overdue, this one steps in.
CREATE FUNCTION holdfast.keep_time(worker integer) RETURNS double precision
LANGUAGE plpgsql STRICT AS $$
DECLARE
    next CONSTANT timestamptz := holdfast.next_time();
    seen holdfast.clock;
BEGIN
    IF next IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO seen FROM holdfast.clock;
    IF seen.worker_id <> worker AND seen.wakes_at <= next AND seen.wakes_at > clock_timestamp() - interval '1 second' THEN
        RETURN NULL;
    ELSIF seen.worker_id IS DISTINCT FROM worker OR seen.wakes_at <> next THEN
        INSERT INTO holdfast.clock (worker_id, wakes_at) VALUES (worker, next)
        ON CONFLICT (only_one) DO UPDATE SET worker_id = EXCLUDED.worker_id, wakes_at = EXCLUDED.wakes_at;
    END IF;
    RETURN greatest(0, extract(epoch FROM next - clock_timestamp()));
END $$;

-- Tells the worker that watches the time, or any where none does, unless it will look early enough by itself. One that is
-- about to look is told all the same: it may be choosing its next moment now.
CREATE FUNCTION holdfast.tell_time(at timestamptz) RETURNS void
LANGUAGE sql AS $$
    SELECT pg_notify('holdfast_' || told.worker_id, 'time')
    FROM (SELECT 1) AS one
    LEFT JOIN holdfast.clock AS c ON true
    CROSS JOIN LATERAL (
        SELECT COALESCE(c.worker_id, (SELECT w.id FROM holdfast.workers AS w WHERE w.state = 'online' ORDER BY w.id DESC LIMIT 1))
            AS worker_id
    ) AS told
    WHERE told.worker_id IS NOT NULL AND (c.wakes_at BETWEEN clock_timestamp() + interval '1 second' AND at) IS NOT TRUE
$$;

-- This worker watches the time no longer; another is told.
CREATE FUNCTION holdfast.leave_clock(worker integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.clock WHERE worker_id = worker;
    IF FOUND THEN
        PERFORM holdfast.tell_time('-infinity');
    END IF;
END $$;

-- Tasks that wait for nothing but their time and their turn go on: to where they wait for their time, for admission (then
-- a worker is to admit them), or for a worker.
CREATE FUNCTION holdfast.enter(tasks bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    now   CONSTANT timestamptz := clock_timestamp();
    ready bigint[];
BEGIN
    INSERT INTO holdfast.scheduled (task_id, due_at)
    SELECT id, due_at FROM holdfast.unfinished WHERE id = ANY (tasks) AND due_at > now;
    INSERT INTO holdfast.submitted (task_id)
    SELECT id FROM holdfast.unfinished WHERE id = ANY (tasks) AND (due_at > now) IS NOT TRUE AND ahead IS NULL;
    ready := ARRAY(SELECT id FROM holdfast.unfinished WHERE id = ANY (tasks) AND (due_at > now) IS NOT TRUE AND ahead = 0);
    IF ready <> '{}' THEN
        PERFORM holdfast.make_ready(ready);
    END IF;
END $$;

-- Lets tasks go on whose time has come, and returns how many. The caller admits what is submitted then.
CREATE FUNCTION holdfast.make_due(max_tasks integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    now CONSTANT timestamptz := clock_timestamp();
    due bigint[];
BEGIN
    WITH taken AS (
        DELETE FROM holdfast.scheduled
        WHERE task_id = ANY (ARRAY(SELECT task_id FROM holdfast.scheduled WHERE due_at <= now
                                   ORDER BY due_at, task_id LIMIT max_tasks FOR UPDATE SKIP LOCKED))
        RETURNING task_id
    )
    SELECT array_agg(task_id ORDER BY task_id) INTO due FROM taken;
    IF due IS NOT NULL THEN
        PERFORM holdfast.enter(due);
    END IF;
    RETURN COALESCE(cardinality(due), 0);
END $$;

-- Skips the task that expired first, unless it has started; false when there is none. One for each transaction: each has
-- locks of its own, in order.
CREATE FUNCTION holdfast.skip_expired() RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    now CONSTANT timestamptz := clock_timestamp();
    task record;
    state holdfast.task_state;
BEGIN
    SELECT id, attempt INTO task FROM holdfast.unfinished WHERE expires_at <= now ORDER BY expires_at LIMIT 1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF task.attempt = 0 THEN
        state := holdfast.stop(task.id, 'skipped', 'Expired', 'it had not started when it expired', false);
    END IF;
    UPDATE holdfast.unfinished SET expires_at = NULL WHERE id = task.id;
    RETURN true;
END $$;

-- Looks after the prerequisites of tasks: which of these have ended, and whether the task goes on or is skipped. Returns
-- how many it looked at, -1 when another worker is at it. One at a time, as with admission; and in a transaction apart
-- from that, since it locks tasks before them. It marks the prerequisites still open: whoever ends such a one says so.
CREATE FUNCTION holdfast.follow(max_tasks integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    looked  bigint[];
    skipped record;
    free    bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM holdfast.following) THEN
        RETURN 0;
    ELSIF NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN -1;
    END IF;
    WITH taken AS (
        DELETE FROM holdfast.following AS f
        USING (SELECT task_id, cause FROM holdfast.following ORDER BY task_id, cause LIMIT max_tasks FOR UPDATE SKIP LOCKED) AS l
        WHERE f.task_id = l.task_id AND f.cause = l.cause
        RETURNING f.task_id
    )
    SELECT array_agg(DISTINCT task_id) INTO looked FROM taken;
    IF looked IS NULL THEN
        RETURN 0;
    END IF;

    PERFORM FROM holdfast.unfinished
    WHERE id IN (SELECT prerequisite FROM holdfast.prerequisites WHERE task_id = ANY (looked)) AND NOT has_dependents
    ORDER BY id FOR NO KEY UPDATE;
    UPDATE holdfast.unfinished SET has_dependents = true
    WHERE id IN (SELECT prerequisite FROM holdfast.prerequisites WHERE task_id = ANY (looked)) AND NOT has_dependents;
    PERFORM FROM holdfast.unfinished WHERE id = ANY (looked) ORDER BY id FOR UPDATE;

    -- In one statement, so that none that ends meanwhile is taken for one that completed. What is left in holdfast.following
    -- of a task that went on already deletes nothing here, and so does not let it go on twice.
    WITH over AS (
        DELETE FROM holdfast.prerequisites AS p
        WHERE p.task_id = ANY (looked) AND NOT EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.id = p.prerequisite)
        RETURNING p.task_id, p.prerequisite
    ), bad AS (
        SELECT DISTINCT ON (u.id) u.id, format('task %s, which it was to come after, is %s', f.id, f.state) AS message
        FROM over AS o
        JOIN holdfast.unfinished AS u ON u.id = o.task_id AND u.if_failed IS DISTINCT FROM 'run'
        JOIN holdfast.finished AS f ON f.id = o.prerequisite AND f.state <> 'completed'
        ORDER BY u.id, f.id
    )
    SELECT array_agg(id) AS ids, array_agg('skipped'::holdfast.task_state) AS states, array_agg(message) AS messages,
           array_agg('Prerequisite'::text) AS types, array_agg(NULL::text) AS nothing,
           (SELECT array_agg(DISTINCT task_id) FROM over) AS nearer
    INTO skipped FROM bad;
    IF skipped.ids IS NOT NULL THEN
        PERFORM holdfast.settle('{}', skipped.ids, skipped.states, skipped.nothing, skipped.types, skipped.messages, skipped.nothing);
    END IF;
    free := ARRAY(SELECT u.id FROM holdfast.unfinished AS u
                  WHERE u.id = ANY (skipped.nearer) AND NOT EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = u.id)
                  ORDER BY u.id);
    PERFORM holdfast.enter(free);
    RETURN cardinality(looked);
END $$;

-- The groups, with how many of their tasks are in which state. Of those that completed, only what is kept is counted.
CREATE VIEW holdfast.groups AS
SELECT g.id, g.name, g.created_at, open.waiting, open.running, open.canceling, done.completed, done.failed, done.canceled,
       done.skipped
FROM holdfast.task_groups AS g
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.task_id IS NULL) AS waiting, count(*) FILTER (WHERE NOT r.canceling) AS running,
           count(*) FILTER (WHERE r.canceling) AS canceling
    FROM holdfast.unfinished AS u LEFT JOIN holdfast.running AS r ON r.task_id = u.id
    WHERE u.group_id = g.id
) AS open
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE f.state = 'completed') AS completed, count(*) FILTER (WHERE f.state = 'failed') AS failed,
           count(*) FILTER (WHERE f.state = 'canceled') AS canceled, count(*) FILTER (WHERE f.state = 'skipped') AS skipped
    FROM holdfast.finished AS f
    WHERE f.group_id = g.id
) AS done;
