-- Claiming and finishing. Both run on the worker's lock session, in autocommit: the locks they take and drop are
-- session level and belong to that connection.

-- Takes the task's lock and its resources', or none of them. In one place only, and never inside a WHERE: session
-- locks count, and a plan may evaluate a condition more often than it returns rows.
CREATE FUNCTION holdfast.take_locks(task bigint, exclusive_ids integer[], shared_ids integer[]) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    resource integer;
    taken_exclusive integer[] := '{}';
    taken_shared    integer[] := '{}';
    free  boolean := pg_try_advisory_lock(task);
BEGIN
    IF NOT free THEN
        RETURN false;
    END IF;
    FOREACH resource IN ARRAY exclusive_ids LOOP
        free := pg_try_advisory_lock(space, resource);
        EXIT WHEN NOT free;
        taken_exclusive := taken_exclusive || resource;
    END LOOP;
    IF free THEN
        FOREACH resource IN ARRAY shared_ids LOOP
            free := pg_try_advisory_lock_shared(space, resource);
            EXIT WHEN NOT free;
            taken_shared := taken_shared || resource;
        END LOOP;
    END IF;
    IF NOT free THEN
        PERFORM holdfast.drop_locks(task, taken_exclusive, taken_shared);
    END IF;
    RETURN free;
END $$;

CREATE FUNCTION holdfast.drop_locks(task bigint, exclusive_ids integer[], shared_ids integer[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_unlock(holdfast.resource_space(), r) FROM unnest(exclusive_ids) AS r;
    PERFORM pg_advisory_unlock_shared(holdfast.resource_space(), r) FROM unnest(shared_ids) AS r;
    PERFORM pg_advisory_unlock(task);
END $$;

-- Shows in pg_stat_activity which worker this session is and what it runs.
CREATE FUNCTION holdfast.show_activity(worker integer) RETURNS void
LANGUAGE sql AS $$
    SELECT set_config('application_name',
                      left('holdfast ' || w.name || COALESCE(' task ' || string_agg(t.id::text, ',' ORDER BY t.id), ''), 63),
                      false)
    FROM holdfast.workers AS w
    LEFT JOIN holdfast.tasks AS t ON t.worker_id = w.id AND t.state IN ('running', 'canceling')
    WHERE w.id = worker
    GROUP BY w.name
$$;

-- Claims up to max_tasks ready tasks of these handlers, best priority first, then oldest. A ready task with a lock
-- that somebody else holds (a person, a session that is about to end) is parked: it keeps its place, and is looked
-- at again when the lock is released or by the sweep.
CREATE FUNCTION holdfast.claim(worker integer, served text[], max_tasks integer)
RETURNS TABLE (id bigint, name text, handler text, attempt integer, max_attempts integer, payload text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    best      text;
    several   boolean;
    candidate record;
    claimed   bigint[] := '{}';
    found_any boolean;
BEGIN
    WHILE cardinality(claimed) < max_tasks LOOP
        SELECT h.handler, count(*) OVER () > 1
        INTO best, several
        FROM unnest(served) AS h (handler)
        CROSS JOIN LATERAL (
            SELECT t.priority, t.id
            FROM holdfast.tasks AS t
            WHERE t.handler = h.handler AND t.state = 'waiting' AND t.ahead = 0 AND NOT t.parked
            ORDER BY t.priority DESC, t.id
            LIMIT 1
        ) AS head
        ORDER BY head.priority DESC, head.id
        LIMIT 1;
        EXIT WHEN NOT FOUND;

        found_any := false;
        FOR candidate IN
            SELECT t.id, t.exclusive_ids, t.shared_ids
            FROM holdfast.tasks AS t
            WHERE t.handler = best AND t.state = 'waiting' AND t.ahead = 0 AND NOT t.parked
            ORDER BY t.priority DESC, t.id
            LIMIT CASE WHEN several THEN 1 ELSE max_tasks - cardinality(claimed) END
            FOR NO KEY UPDATE SKIP LOCKED
        LOOP
            found_any := true;
            IF holdfast.take_locks(candidate.id, candidate.exclusive_ids, candidate.shared_ids) THEN
                claimed := claimed || candidate.id;
                UPDATE holdfast.tasks AS t
                SET state = 'running', worker_id = worker, attempt = t.attempt + 1, started_at = clock_timestamp(),
                    progress = NULL, progress_message = NULL
                WHERE t.id = candidate.id;
            ELSE
                UPDATE holdfast.tasks AS t SET parked = true WHERE t.id = candidate.id;
            END IF;
        END LOOP;
        IF NOT found_any THEN
            -- Its ready tasks are all being claimed by others at this moment.
            served := array_remove(served, best);
        END IF;
    END LOOP;

    IF claimed <> '{}' THEN
        DELETE FROM holdfast.idle WHERE worker_id = worker;
        PERFORM holdfast.show_activity(worker);
    END IF;
    RETURN QUERY
        SELECT t.id, t.name, t.handler, t.attempt, t.max_attempts, t.payload::text
        FROM holdfast.tasks AS t
        WHERE t.id = ANY (claimed)
        ORDER BY array_position(claimed, t.id);
END $$;

-- Ends a task for good and lets its successors move up. The caller holds the locks of its resources' rows and its own.
CREATE FUNCTION holdfast.settle(
    task bigint, outcome holdfast.task_state, task_result jsonb,
    type text, message text, trace text, takes text[] DEFAULT '{}'
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    ended record;
BEGIN
    UPDATE holdfast.tasks AS t
    SET state = outcome, finished_at = clock_timestamp(), parked = false, result = task_result,
        error_type = type, error_message = message, error_trace = trace
    WHERE t.id = task
    RETURNING t.position, t.exclusive_ids || t.shared_ids AS resource_ids, t.awaited INTO ended;

    IF ended.position IS NOT NULL THEN
        DELETE FROM holdfast.places AS p
        USING unnest(ended.resource_ids) AS r (id)
        WHERE p.resource_id = r.id AND p.position = ended.position;
        PERFORM holdfast.advance(ended.resource_ids, takes);
    END IF;
    IF ended.awaited THEN
        PERFORM pg_notify('holdfast_task_' || task, outcome::text);
    END IF;
END $$;

-- Puts a running task back in line, at the place it never lost.
CREATE FUNCTION holdfast.requeue(task bigint, type text, message text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    wanted text;
BEGIN
    UPDATE holdfast.tasks AS t
    SET state = 'waiting', worker_id = NULL, ready_at = clock_timestamp(), started_at = NULL,
        error_type = type, error_message = message
    WHERE t.id = task
    RETURNING t.handler INTO wanted;
    PERFORM holdfast.wake(wanted, 1);
END $$;

-- Finishes an attempt. Returns the state the task is in then, or NULL when the attempt is no longer this worker's:
-- then nothing was written. A failed attempt that is not the last goes back in line.
-- The locks are dropped before commit: until then the order table still shows the task, so no successor can start,
-- and after it a successor finds them free. "takes" are the handlers of which the worker takes a task next.
CREATE FUNCTION holdfast.finish(
    task bigint, worker integer, try integer, outcome holdfast.task_state,
    task_result jsonb DEFAULT NULL, type text DEFAULT NULL, message text DEFAULT NULL, trace text DEFAULT NULL,
    takes text[] DEFAULT '{}'
) RETURNS holdfast.task_state
LANGUAGE plpgsql AS $$
DECLARE
    mine record;
BEGIN
    SELECT t.exclusive_ids, t.shared_ids INTO mine FROM holdfast.tasks AS t WHERE t.id = task;
    PERFORM holdfast.lock_resources(mine.exclusive_ids || mine.shared_ids);
    SELECT t.state, t.exclusive_ids, t.shared_ids, t.attempt < t.max_attempts AS repeatable
    INTO mine
    FROM holdfast.tasks AS t
    WHERE t.id = task AND t.worker_id = worker AND t.attempt = try AND t.state IN ('running', 'canceling')
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    IF outcome = 'failed' AND mine.repeatable AND mine.state = 'running' THEN
        outcome := 'waiting';
        PERFORM holdfast.requeue(task, type, message);
    ELSE
        PERFORM holdfast.settle(task, outcome, task_result, type, message, trace, takes);
    END IF;
    PERFORM holdfast.drop_locks(task, mine.exclusive_ids, mine.shared_ids);
    PERFORM holdfast.show_activity(worker);
    RETURN outcome;
END $$;
